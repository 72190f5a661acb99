package dev.reeve.formats.shadowserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All known types of report, read from the data file beside this class; a new one is one line there.
final class ReportTypes {
    private static final Pattern DATED =
            Pattern.compile("^(?:\\d{4}-\\d{2}-\\d{2}[-_])?(.*?)(?:\\.csv.*|\\.txt|\\.zip|\\.gz)?$");

    private final List<ReportType> types;

    ReportTypes(List<ReportType> types) {
        this.types = List.copyOf(types);
    }

    static ReportTypes installed() {
        try (InputStream in = ReportTypes.class.getResourceAsStream("report-types.txt")) {
            if (in == null) {
                throw new IllegalStateException("report-types.txt is missing beside " + ReportTypes.class);
            }
            return new ReportTypes(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ReportType::parse)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ReportType> list() {
        return types;
    }

    /// A type that the data file names, by the name of a file such as
    /// `2026-01-14-scan_dns-example_net-asn.csv`.
    Optional<ReportType> findByFileName(String fileName) {
        String words = words(fileName);
        return types.stream()
                .filter(t -> !t.isRule() && begins(words, t.name()))
                .max(java.util.Comparator.comparingInt(t -> t.name().length()))
                .or(() -> types.stream()
                        .filter(t -> !t.isRule() && (words + "_").contains("_" + t.name() + "_"))
                        .max(java.util.Comparator.comparingInt(t -> t.name().length())));
    }

    private static boolean begins(String words, String name) {
        return words.startsWith(name) && (words.length() == name.length() || words.charAt(name.length()) == '_');
    }

    /// By the words of a subject: `Shadowserver Accessible Apple Filing Protocol Report: 2026-01-14`.
    Optional<ReportType> findBySubject(String subject) {
        String low = subject.toLowerCase(Locale.ROOT);
        return types.stream()
                .filter(t -> !t.title().isEmpty() && low.contains(t.title()))
                .max(java.util.Comparator.comparingInt(t -> t.title().length()))
                .or(() -> Pattern.compile("[^a-z0-9_]+")
                        .splitAsStream(low)
                        .filter(word -> word.indexOf('_') > 0)
                        .flatMap(word -> findByFileName(word).stream())
                        .findFirst());
    }

    /// The rule that takes a report whose name has no line of its own.
    Optional<ReportType> findRule(String fileName) {
        String words = words(fileName);
        return types.stream().filter(t -> t.isRule() && t.matches(words)).findFirst();
    }

    private static String words(String fileName) {
        Matcher matcher = DATED.matcher(fileName.toLowerCase(Locale.ROOT));
        String name = matcher.matches() ? matcher.group(1) : fileName.toLowerCase(Locale.ROOT);
        return name.replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    }
}
