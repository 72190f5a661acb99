package dev.reeve.server.network;

import dev.reeve.network.detection.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The largest that was measured, in a few words: what a person looks for first.
final class Peak {
    private static final int WORDS_MAX = 3;

    private static final Map<String, String> UNITS = Map.of(
            "packetsPerSecond", "packets/s",
            "bitsPerSecond", "bit/s",
            "synPerSecond", "SYN/s",
            "hosts", "hosts",
            "ports", "ports",
            "attempts", "attempts",
            "frames", "frames");

    private static final List<String> ORDER =
            List.of("bitsPerSecond", "packetsPerSecond", "synPerSecond", "hosts", "ports", "attempts", "frames");

    private Peak() {}

    static String of(Detection detection) {
        List<String> words = new ArrayList<>();
        for (String name : ORDER) {
            double value = detection.numbers().getOrDefault(name, 0.0);
            if (value > 0 && words.size() < WORDS_MAX) {
                words.add(scaled(value, UNITS.getOrDefault(name, name)));
            }
        }
        return String.join(", ", words);
    }

    static String scaled(double value, String unit) {
        String[] prefixes = {"", "k", "M", "G", "T"};
        int step = 0;
        boolean scales = unit.endsWith("/s");
        while (scales && value >= 1_000 && step < prefixes.length - 1) {
            value /= 1_000;
            step++;
        }
        String number = value == Math.rint(value) || value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
        return number + " " + prefixes[step] + unit;
    }
}
