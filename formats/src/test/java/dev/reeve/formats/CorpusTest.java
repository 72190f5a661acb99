package dev.reeve.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Other people's mail, in the folder that `REEVE_CORPORA` names: `arf`, `xarf/samples`, `not-reports`,
/// `notifiers`, `acns`, `shadowserver`.
final class CorpusTest {
    private final Formats formats = Formats.installed();
    private Path corpora = Path.of("");

    @BeforeEach
    void findTheCorpora() {
        String named = System.getenv("REEVE_CORPORA");
        assumeTrue(named != null, "not run: REEVE_CORPORA is unset");
        corpora = Path.of(named);
    }

    private Map<Path, ParseOutcome> read(String folder) throws IOException {
        Map<Path, ParseOutcome> outcomes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(corpora.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                ParseOutcome outcome = formats.parse(
                                file.getFileName().toString(), Files.readAllBytes(file), Provider.UNKNOWN)
                        .outcome();
                outcomes.put(file, outcome);
            }
        }
        assertThat(outcomes).isNotEmpty();
        assertThat(outcomes.values())
                .noneMatch(o -> o instanceof ParseOutcome.Unreadable unreadable
                        && unreadable.reason().contains("fault of Reeve"));
        Map<String, Long> counts = outcomes.values().stream()
                .collect(Collectors.groupingBy(o -> o.getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
        System.out.println("corpus " + folder + ": " + counts);
        return outcomes;
    }

    private static List<String> notReports(Map<Path, ParseOutcome> outcomes) {
        return outcomes.entrySet().stream()
                .filter(e -> !(e.getValue() instanceof ParseOutcome.Reports))
                .map(e -> e.getKey().getFileName() + ": " + e.getValue())
                .toList();
    }

    @Test
    void everyFeedbackReportHasSourceTimeAndKind() throws IOException {
        Map<Path, ParseOutcome> outcomes = read("arf");
        assertThat(notReports(outcomes)).isEmpty();
        outcomes.values().forEach(CorpusTest::hasSourceTimeAndKind);
    }

    @Test
    void everyXarfSampleIsReadAndWrongHashesAreNoted() throws IOException {
        Map<Path, ParseOutcome> outcomes = read("xarf/samples");
        assertThat(notReports(outcomes)).isEmpty();
        outcomes.values().forEach(CorpusTest::hasSourceTimeAndKind);
        long mismatches = outcomes.values().stream()
                .flatMap(o -> ((ParseOutcome.Reports) o).reports().stream())
                .flatMap(r -> r.notes().values().stream())
                .filter("does not match the payload"::equals)
                .count();
        System.out.println("corpus xarf/samples: " + mismatches + " evidence hashes do not match");
        assertThat(mismatches).isPositive();
    }

    @Test
    void noBounceAndNoAutomaticReplyIsTakenForAReport() throws IOException {
        Map<Path, ParseOutcome> outcomes = read("not-reports");
        Map<String, Long> kinds = outcomes.values().stream()
                .filter(o -> o instanceof ParseOutcome.NotAReport)
                .collect(Collectors.groupingBy(
                        o -> ((ParseOutcome.NotAReport) o).what().kind().name(), TreeMap::new, Collectors.counting()));
        List<String> without = new ArrayList<>();
        outcomes.forEach((file, o) -> {
            if (o instanceof ParseOutcome.NotAReport not
                    && !not.what().about().isEmpty()
                    && not.what().about().getFirst().recipient().isEmpty()) {
                without.add(file.getFileName().toString());
            }
        });
        System.out.println("corpus not-reports: " + kinds + "; bounces without a recipient: " + without);
        assertThat(outcomes.values()).allMatch(o -> o instanceof ParseOutcome.NotAReport);
    }

    @Test
    void everyNotifiersMailIsReadWithItsSourceAndItsTimeWhereGiven() throws IOException {
        Map<Path, ParseOutcome> outcomes = read("notifiers");
        assertThat(notReports(outcomes)).isEmpty();
        long observations = outcomes.values().stream()
                .flatMap(o -> ((ParseOutcome.Reports) o).reports().stream())
                .flatMap(r -> r.observations().stream())
                .peek(draft ->
                        assertThat(draft.spans()).extracting(s -> s.what()).contains("source", "date"))
                .count();
        System.out.println("corpus notifiers: " + observations + " observations, each with source and time");
    }

    @Test
    void everyAcnsNoticeIsRead() throws IOException {
        Map<Path, ParseOutcome> outcomes = read("acns");
        assertThat(notReports(outcomes)).isEmpty();
        assertThat(outcomes.values())
                .allSatisfy(o -> assertThat(((ParseOutcome.Reports) o).reports())
                        .allSatisfy(r ->
                                assertThat(r.findNotice().orElseThrow().works()).isNotEmpty()));
    }

    /// Counted by the table's own records, without our reader: in these files no record spans lines.
    @Test
    void everyRowOfATableIsAnObservationOrANamedBadRow() throws IOException {
        Map<Path, ParseOutcome> outcomes = read("shadowserver");
        assertThat(notReports(outcomes)).isEmpty();
        long all = 0;
        long named = 0;
        for (Map.Entry<Path, ParseOutcome> entry : outcomes.entrySet()) {
            long rows = Files.readString(entry.getKey(), java.nio.charset.StandardCharsets.ISO_8859_1)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .count()
                    - 1;
            Report report = ((ParseOutcome.Reports) entry.getValue()).reports().getFirst();
            long bad = report.notes().keySet().stream()
                    .filter(k -> k.matches("row \\d+"))
                    .count();
            long good = report.observations().stream()
                    .map(o -> o.spans().stream()
                            .filter(s -> s.what().equals("date"))
                            .findFirst()
                            .orElseThrow()
                            .offset())
                    .distinct()
                    .count();
            assertThat(good + bad).as(entry.getKey().toString()).isEqualTo(rows);
            all += rows;
            named += bad;
        }
        System.out.println("corpus shadowserver: " + all + " rows, " + named + " of them named as bad");
    }

    private static void hasSourceTimeAndKind(ParseOutcome outcome) {
        for (Report report : ((ParseOutcome.Reports) outcome).reports()) {
            for (ObservationDraft draft : report.observations()) {
                assertThat(draft.spans()).extracting(s -> s.what()).contains("source", "date", "kind");
            }
        }
    }
}
