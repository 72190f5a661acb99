package dev.reeve.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReadCommandTest {
    private static final Path SAMPLES = Path.of("../samples");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private int exit;

    private List<String> run(String... arguments) {
        out.getBuffer().setLength(0);
        exit = new CommandLine(new ReadCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(arguments);
        return out.toString().lines().toList();
    }

    private List<JsonNode> json(String... arguments) {
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--json";
        return run(all).stream()
                .map(line -> JsonMapper.builder().build().readTree(line))
                .toList();
    }

    @Test
    void aReportIsOneObjectWithItsFactsAndTheirPlaces() throws IOException {
        Path sample = SAMPLES.resolve("xarf/login-attack.json");
        JsonNode read = json(sample.toString()).getFirst();
        assertThat(read.path("file").stringValue()).isEqualTo(sample.toString());
        assertThat(read.path("outcome").stringValue()).isEqualTo("report");
        assertThat(read.path("format").stringValue()).isEqualTo("xarf/4");
        JsonNode observation = read.path("observations").path(0);
        assertThat(observation.path("kind").stringValue()).isEqualTo("connection/login_attack");
        assertThat(observation.path("resource").path("type").stringValue()).isEqualTo("address");
        assertThat(observation.path("from").stringValue()).isEqualTo("2026-01-17T03:40:00Z");
        assertThat(observation.path("direction").stringValue()).isEqualTo("source");
        byte[] bytes = Files.readAllBytes(sample);
        JsonNode span = observation.path("spans").path(0);
        assertThat(new String(
                        bytes,
                        span.path("offset").intValue(),
                        span.path("length").intValue(),
                        StandardCharsets.UTF_8))
                .contains(observation.path("resource").path("value").stringValue());
        assertThat(read.path("notice").isNull()).isTrue();
        assertThat(exit).isZero();
    }

    @Test
    void aFolderIsReadInTheOrderOfItsNames() {
        List<JsonNode> read = json(SAMPLES.resolve("mail").toString());
        assertThat(read)
                .extracting(r -> r.path("file").stringValue())
                .isSorted()
                .hasSizeGreaterThan(5);
        assertThat(read).extracting(r -> r.path("outcome").stringValue()).contains("report", "not-a-report");
    }

    @Test
    void anMboxIsCutIntoItsMessages() throws IOException {
        String arf = Files.readString(SAMPLES.resolve("mail/arf-spam.eml"));
        String away = Files.readString(SAMPLES.resolve("mail/out-of-office.eml"));
        Path mbox = folder.resolve("desk");
        Files.writeString(
                mbox,
                "From a@b.example Wed Jan 14 02:11:07 2026\n" + arf
                        + "\n\nFrom MAILER-DAEMON Wed Jan 14 02:12:07 2026\n" + away + "\n");
        List<JsonNode> read = json(mbox.toString());
        assertThat(read).extracting(r -> r.path("file").stringValue()).containsExactly(mbox + "#1", mbox + "#2");
        assertThat(read).extracting(r -> r.path("outcome").stringValue()).containsExactly("report", "not-a-report");
    }

    @Test
    void aMaildirsUnfinishedMailIsLeftOut() throws IOException {
        for (String name : List.of("cur", "new", "tmp")) {
            Files.createDirectories(folder.resolve(name));
            Files.copy(SAMPLES.resolve("mail/bounce.eml"), folder.resolve(name).resolve("1.host:2,S"));
        }
        assertThat(json(folder.toString())).hasSize(2);
    }

    @Test
    void anArchiveIsOpened() throws IOException {
        Path zip = folder.resolve("two.zip");
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("mail/bounce.eml", "xarf/ddos.json")) {
                archive.putNextEntry(new ZipEntry(name));
                archive.write(Files.readAllBytes(SAMPLES.resolve(name)));
            }
        }
        assertThat(json(zip.toString()))
                .extracting(r ->
                        r.path("file").stringValue() + " " + r.path("outcome").stringValue())
                .containsExactly(zip + "!bounce.eml not-a-report", zip + "!ddos.json report");
    }

    @Test
    void aBombInAnArchiveIsQuarantinedByItsLimit() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(zip))) {
            archive.putNextEntry(new ZipEntry("zeros.csv"));
            archive.write(new byte[90_000_000]);
        }
        JsonNode read = json(zip.toString()).getFirst();
        assertThat(read.path("outcome").stringValue()).isEqualTo("quarantined");
        assertThat(read.path("reason").stringValue()).contains("grows more than 200 times");
    }

    @Test
    void aMailOfAHundredMegabytesIsNamedAndTheNextOneRead() throws IOException {
        try (OutputStream large = Files.newOutputStream(folder.resolve("a.eml"))) {
            large.write("From: a@b.example\n\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                large.write(new byte[1_000_000]);
            }
        }
        Files.copy(SAMPLES.resolve("mail/arf-spam.eml"), folder.resolve("b.eml"));
        assertThat(json(folder.toString()))
                .extracting(r -> r.path("outcome").stringValue())
                .containsExactly("quarantined", "report");
    }

    @Test
    void whatIsNotThereIsSaidAndEndsWithOne() {
        List<JsonNode> read = json(folder.resolve("none.eml").toString());
        assertThat(read.getFirst().path("outcome").stringValue()).isEqualTo("quarantined");
        assertThat(exit).isEqualTo(ReadCommand.SHUT);
    }

    @Test
    void strictEndsWithThreeForTheUnreadable() throws IOException {
        Files.writeString(folder.resolve("x.json"), "{");
        run(folder.toString());
        assertThat(exit).isZero();
        run(folder.toString(), "--strict");
        assertThat(exit).isEqualTo(ReadCommand.QUARANTINED);
    }

    @Test
    void factsAreMarkedInPlaceAndNoControlCharacterGetsThrough() throws IOException {
        Path hostile = folder.resolve("hostile.eml");
        String mail = Files.readString(SAMPLES.resolve("mail/arf-spam.eml"))
                .replaceFirst("(?m)^Subject: ", "Subject: \u001B]0;owned\u0007\u202E");
        Files.writeString(hostile, mail);
        String shown = String.join("\n", run(hostile.toString(), "--marked"));
        assertThat(shown).contains("\u27E6source: ").contains("\u00B7]0;owned\u00B7\u00B7");
        assertThat(shown).doesNotContain("\u001B", "\u0007", "\u202E");
        assertThat(String.join("", run(hostile.toString(), "--json"))).matches("\\A[\\x20-\\x7E]*\\z");
    }

    @Test
    void aWrongPrefixIsAUsageError() {
        run(folder.toString(), "--own", "192.0.2.1/24");
        assertThat(exit).isEqualTo(2);
    }

    @Test
    void theWordsFitTheBytesWhateverTheyAre() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 256; i++) {
            bytes.write(i);
        }
        Files.write(folder.resolve("rubbish"), bytes.toByteArray());
        assertThat(json(folder.toString())).hasSize(1);
        run(folder.resolve("rubbish").toString(), "--marked");
        assertThat(exit).isZero();
    }
}
