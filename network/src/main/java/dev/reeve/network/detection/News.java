package dev.reeve.network.detection;

import java.util.Map;
import java.util.Set;

/// What of a detection is worth hearing at once: it is surer, it is of a graver sort, it has crossed a mark, something
/// has doubled since, or it has lasted another hour. All else is repetition. Since things double a few dozen times at
/// most, however long it lasts and however many records there are, it is a few dozen words.
public final class News {
    /// A detection that lasts is said again so often.
    private static final long RENEW_MILLIS = 3_600_000;

    /// Facts that make it graver when they come to be: who guessed passwords got in, or has a session where he guessed.
    private static final Map<String, String> GRAVE = Map.of("outcome", "entered", "after", "session");

    /// How long, how sure and how sampled: they say nothing of how bad it is.
    private static final Set<String> NO_AMOUNTS =
            Set.of("seconds", "logRatio", "sampling", "errorShare", "errorShareOfFive");

    private News() {}

    /// @param heard what was heard of it last
    public static boolean isNews(Detection heard, Detection now, Marks marks) {
        return isUrgent(heard, now, marks)
                || hasDoubled(heard, now)
                || now.toMillis() - heard.toMillis() >= RENEW_MILLIS;
    }

    /// Whether it may be judged otherwise by now, and so waits for nothing.
    public static boolean isUrgent(Detection heard, Detection now, Marks marks) {
        return now.strength().compareTo(heard.strength()) > 0 || isGraver(heard, now) || marks.isCrossed(heard, now);
    }

    private static boolean isGraver(Detection heard, Detection now) {
        return GRAVE.entrySet().stream()
                .anyMatch(e -> e.getValue().equals(now.facts().get(e.getKey()))
                        && !e.getValue().equals(heard.facts().get(e.getKey())));
    }

    private static boolean hasDoubled(Detection heard, Detection now) {
        return now.numbers().entrySet().stream()
                .filter(n -> !NO_AMOUNTS.contains(n.getKey()))
                .anyMatch(n -> n.getValue() >= 2 * Math.max(1, heard.numbers().getOrDefault(n.getKey(), 0.0)));
    }
}
