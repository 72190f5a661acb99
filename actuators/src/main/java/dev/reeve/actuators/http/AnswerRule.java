package dev.reeve.actuators.http;

import dev.reeve.actuators.readback.Extraction;
import dev.reeve.actuators.readback.Extraction.Found;
import dev.reeve.actuators.settings.Settings;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Answer;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Understands what a panel answers to a command: by its status, and by its body where panels say "200" and mean no.
///
/// Missing (404) and conflicting (409) are refusals here; whether the world is as ordered all the same, the reading
/// tells.
record AnswerRule(@Nullable Extraction accepted, Set<String> values) {
    /// Enough to see what a panel meant.
    private static final int WORDS_MAX = 300;

    static AnswerRule of(Settings lever) {
        if (!lever.has("accepted")) {
            return new AnswerRule(null, Set.of());
        }
        Settings accepted = lever.section("accepted");
        Extraction where = Extraction.of(accepted);
        Set<String> values = Set.copyOf(accepted.requiredTexts("values", "write the values that mean: done"));
        accepted.finish();
        return new AnswerRule(where, values);
    }

    Answer judge(int status, String body, ActionOrder order) {
        String words = "HTTP " + status + saying(body);
        if (status >= 200 && status < 300) {
            return accepted == null ? new Answer.Accepted(words) : judgeBody(accepted, words, body, order);
        }
        if (status >= 300 && status < 400) {
            return new Answer.Refused(words + " (redirects are not followed; put the right address under url)");
        }
        boolean mayHaveHappened = status >= 500 || status == 408 || status == 429;
        return mayHaveHappened ? new Answer.Unclear(words) : new Answer.Refused(words);
    }

    private Answer judgeBody(Extraction where, String words, String body, ActionOrder order) {
        return switch (where.from(body, order)) {
            case Found.Value value when values.contains(value.text().strip()) -> new Answer.Accepted(words);
            case Found.Value _ -> new Answer.Refused(words);
            case Found.Nothing() -> new Answer.Unclear("the answer does not say whether it was done: " + words);
            case Found.Broken broken -> new Answer.Unclear(broken.reason() + ": " + words);
        };
    }

    private static String saying(String body) {
        return Optional.of(body.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .map(line -> ": " + (line.length() > WORDS_MAX ? line.substring(0, WORDS_MAX) + "…" : line))
                .orElse("");
    }
}
