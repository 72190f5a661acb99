package dev.reeve.server.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Messages of every kind that the samples have, each unlike the others, with one in a hundred made to break its
/// reader and one in twenty sent again. The same seed makes the same messages.
final class MadeUpIntake {
    private static final List<String> FOLDERS = List.of("acns", "dmarc", "mail", "notices", "shadowserver", "xarf");

    /// Of 200 messages, so many are poison, and so many have come before.
    private static final int OF = 200;

    private static final int POISON = 2;
    private static final int AGAIN = 10;

    private final List<Sample> samples = new ArrayList<>();
    private final Random chance;

    MadeUpIntake(Path home, long seed) throws IOException {
        chance = new Random(seed);
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(home.resolve("samples").resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString();
                    samples.add(new Sample(name, Files.readString(file, StandardCharsets.ISO_8859_1)));
                }
            }
        }
    }

    private record Sample(String name, String text) {}

    /// @param fileName of a bare document; empty for a mail
    /// @param poison what was meant to break the reader; empty for an honest message
    record Made(byte[] bytes, String fileName, String poison) {
        boolean isMail() {
            return fileName.isEmpty();
        }
    }

    List<Made> messages(int count) {
        List<Made> all = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            int kind = number % OF;
            if (kind >= OF - POISON) {
                Poison[] kinds = Poison.values();
                Poison poison = kinds[(number / OF * POISON + kind) % kinds.length];
                byte[] bytes = poison.make(number, chance);
                all.add(new Made(bytes, "poison-" + number + ".bin", poison.name()));
            } else if (kind >= OF - POISON - AGAIN) {
                all.add(all.get(chance.nextInt(all.size())));
            } else {
                all.add(vary(samples.get(number % samples.size()), number));
            }
        }
        return all;
    }

    /// Another address of the host in place of the sample's, and a number of its own.
    private Made vary(Sample sample, int number) {
        String address = "203.0.113." + (10 + chance.nextInt(200));
        String text = sample.text.replaceAll("\\b(?:203\\.0\\.113|192\\.0\\.2)\\.\\d{1,3}\\b", address);
        if (sample.name.endsWith(".eml")) {
            String mail = "X-Number: " + number + "\n" + text.replace("\r\n", "\n");
            return new Made(latin1(mail.replace("\n", "\r\n")), "", "");
        }
        String own = switch (sample.name.substring(sample.name.lastIndexOf('.') + 1)) {
            case "json" -> text.replaceFirst("\\{", "{\"_number\": " + number + ", ");
            case "xml" -> text + "<!-- " + number + " -->\n";
            case "csv" -> text + "\n".repeat(1 + number / samples.size());
            default -> text + "\nOur reference: N" + number + "\n";
        };
        return new Made(latin1(own), sample.name, "");
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
