package dev.reeve.network.workload;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes verdicts as a page: what was found of what was there, and who was accused wrongly.
public final class JudgeTable {
    private JudgeTable() {}

    /// @param command with which it can be made again
    public static String markdown(String command, List<Judge.Verdict> verdicts) {
        StringBuilder page = new StringBuilder("""
                # How well the flow detectors do

                Made by `%s`; don't edit.

                The traffic is made up, with the truth known: [what each kind of client does](../how-to/judge-the-detectors.md). A
                detection is right where its client does that kind of abuse, a false alarm where the client is honest, and *beside* where
                the client does other abuse than was said. Seconds are from the beginning of the abuse to the detection, in whole seconds,
                the exporter's delay among them. Every detector's comment says how many samples it needs, and so what sampling hides.

                """.formatted(command));
        summary(page, verdicts);
        for (Judge.Verdict verdict : verdicts) {
            Workload.Settings settings = verdict.settings();
            page.append(String.format(
                    Locale.ROOT,
                    "%n## Sampling 1:%d%n%n%,d flows were made, of which detectors saw %,d: %,d honest clients, %,d seconds, seed %d, "
                            + "records up to %d ms late, default thresholds.%n%n",
                    settings.sampling(),
                    verdict.made(),
                    verdict.judged(),
                    settings.clients(),
                    verdict.seconds(),
                    settings.seed(),
                    settings.delayMillis()));
            found(page, verdict.found());
            said(page, verdict.said());
        }
        return page.toString().replace(System.lineSeparator(), "\n");
    }

    /// Recall of the abuse that each detector is there for, and its own precision, at each rate of sampling.
    private static void summary(StringBuilder page, List<Judge.Verdict> verdicts) {
        page.append("| detector | for |");
        verdicts.forEach(v -> page.append(String.format(
                Locale.ROOT, " recall 1:%d | precision |", v.settings().sampling())));
        page.append("\n|---|---|").append("---|---|".repeat(verdicts.size())).append("\n");
        for (Judge.Said row : verdicts.get(0).said()) {
            String abuses = Abuse.ALL.stream()
                    .filter(abuse -> abuse.detector().equals(row.detector()))
                    .map(Abuse::name)
                    .collect(Collectors.joining(", "));
            page.append("| " + row.detector() + " | " + (abuses.isEmpty() ? "–" : abuses) + " |");
            verdicts.forEach(verdict -> page.append(summary(row.detector(), verdict)));
            page.append("\n");
        }
    }

    private static String summary(String detector, Judge.Verdict verdict) {
        int clients = 0;
        int found = 0;
        for (Judge.Found row : verdict.found()) {
            boolean its = Abuse.named(row.abuse()).detector().equals(detector);
            clients += its ? row.clients() : 0;
            found += its ? row.found() : 0;
        }
        double precision = verdict.said().stream()
                .filter(said -> said.detector().equals(detector))
                .mapToDouble(Judge.Said::precision)
                .findFirst()
                .orElse(1);
        return clients == 0
                ? String.format(Locale.ROOT, " – | %.2f |", precision)
                : String.format(Locale.ROOT, " %.2f | %.2f |", (double) found / clients, precision);
    }

    private static void found(StringBuilder page, List<Judge.Found> rows) {
        page.append("| abuse | rate | clients | found | recall | by | seconds, median | most |\n");
        page.append("|---|---|---|---|---|---|---|---|\n");
        for (Judge.Found row : rows) {
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %s %s | %d | %d | %.2f | %s | %s | %s |%n",
                    row.abuse(),
                    number(row.perSecond()),
                    Abuse.named(row.abuse()).unit(),
                    row.clients(),
                    row.found(),
                    (double) row.found() / row.clients(),
                    counts(row.by()),
                    seconds(row.secondsMedian()),
                    seconds(row.secondsMax())));
        }
    }

    private static void said(StringBuilder page, List<Judge.Said> rows) {
        page.append(
                "\n| detector | right | false alarms | of which | precision | beside |\n|---|---|---|---|---|---|\n");
        for (Judge.Said row : rows) {
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %s | %.2f | %d |%n",
                    row.detector(),
                    row.right(),
                    row.wrong(),
                    counts(row.honest()),
                    row.precision(),
                    row.beside()));
        }
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "–"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,d", (long) value) : String.valueOf(value);
    }

    private static String seconds(double value) {
        return Double.isNaN(value) ? "–" : String.valueOf((long) value);
    }
}
