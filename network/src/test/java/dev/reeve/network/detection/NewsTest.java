package dev.reeve.network.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewsTest {
    private static Detection guessing(
            long toMillis, Strength strength, Map<String, Double> numbers, Map<String, String> facts) {
        return new Detection(
                "d-1",
                1,
                Detection.State.UPDATED,
                "login/1",
                Kind.parse("connection/login_attack"),
                new Endpoint(0, 0xCB00710AL, false),
                22,
                0,
                toMillis,
                strength,
                numbers,
                facts);
    }

    private final Detection heard =
            guessing(0, Strength.CLAIMED, Map.of("attempts", 30.0, "seconds", 10.0), Map.of("after", "attempt"));

    private boolean isNews(long toMillis, double attempts, double seconds, String after) {
        return News.isNews(
                heard,
                guessing(
                        toMillis,
                        Strength.CLAIMED,
                        Map.of("attempts", attempts, "seconds", seconds),
                        Map.of("after", after)),
                Marks.NONE);
    }

    @Test
    void moreOfTheSameIsNone() {
        assertThat(isNews(600_000, 59, 10, "attempt")).isFalse();
        assertThat(isNews(600_000, 30, 600, "attempt")).as("it lasts").isFalse();
    }

    @Test
    void whatHasDoubledOrLastedAnotherHourIs() {
        assertThat(isNews(1, 60, 10, "attempt")).isTrue();
        assertThat(isNews(3_599_999, 30, 10, "attempt")).isFalse();
        assertThat(isNews(3_600_000, 30, 10, "attempt")).isTrue();
    }

    @Test
    void whatIsSurerOrOfAGraverSortIs() {
        assertThat(isNews(1, 30, 10, "session")).isTrue();
        assertThat(News.isNews(heard, guessing(1, Strength.MEASURED, heard.numbers(), heard.facts()), Marks.NONE))
                .isTrue();
        assertThat(News.isNews(
                        heard,
                        guessing(
                                1, Strength.CLAIMED, heard.numbers(), Map.of("after", "attempt", "outcome", "entered")),
                        Marks.NONE))
                .isTrue();
        Detection entered = guessing(1, Strength.CLAIMED, heard.numbers(), Map.of("outcome", "entered"));
        assertThat(News.isNews(entered, entered, Marks.NONE))
                .as("once is enough")
                .isFalse();
    }

    @Test
    void whatHasCrossedAMarkIsHoweverLittleItHasGrown() {
        Marks marks = (before, now) ->
                before.numbers().get("attempts") < 31 && now.numbers().get("attempts") >= 31;
        Detection more = guessing(1, Strength.CLAIMED, Map.of("attempts", 31.0), heard.facts());
        assertThat(News.isNews(heard, more, Marks.NONE)).isFalse();
        assertThat(News.isNews(heard, more, marks)).isTrue();
        assertThat(News.isNews(more, more, marks)).as("once is enough").isFalse();
    }
}
