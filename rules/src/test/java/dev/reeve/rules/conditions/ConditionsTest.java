package dev.reeve.rules.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Strength;
import dev.reeve.core.policy.Mark;
import dev.reeve.rules.Evidence;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionsTest {
    private final Conditions conditions = new Conditions();

    private CelCondition compiled(String source) {
        assertThat(conditions.compile(source)).isInstanceOf(Conditions.Compiled.class);
        return ((Conditions.Compiled) conditions.compile(source)).condition();
    }

    private boolean holds(String source, Evidence evidence) {
        return compiled(source).holds(evidence.question());
    }

    @Test
    void strengthsAreComparedByTheirRank() {
        String source = "observation.strength >= EVIDENCED";
        assertThat(holds(source, Evidence.of("messaging/spam").with(Strength.CLAIMED)))
                .isFalse();
        assertThat(holds(source, Evidence.of("messaging/spam").with(Strength.EVIDENCED)))
                .isTrue();
        assertThat(holds(source, Evidence.of("messaging/spam").with(Strength.MEASURED)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Vocabulary.class)
    void everyWordCanBeUsedAndHasAValue(Vocabulary word) {
        String comparison =
                word == Vocabulary.FACTS ? "size(observation.facts) == 0" : "%1$s == %1$s".formatted(word.word());
        CelCondition condition = compiled(comparison);
        assertThat(condition.holds(Evidence.of("messaging/spam").question())).isTrue();
        assertThat(condition.failures()).isZero();
    }

    @Test
    void itSaysAtWhichNumbersOfFactsItsAnswerTurns() {
        assertThat(compiled("""
                        observation.kind == "connection/port_scan" && (observation.facts.number("targets") >= 1000
                        || !(100 > observation.facts.number("attempts")) || observation.facts.number("frames") > 20)
                        """).marks())
                .containsExactlyInAnyOrder(
                        new Mark("targets", 1000), new Mark("attempts", 100), new Mark("frames", 21));
        assertThat(compiled("account.age_days < 30 && observation.facts.text(\"port\") == \"25\"")
                        .marks())
                .as("no number of a fact")
                .isEmpty();
    }

    @Test
    void aMissingFactIsNoBreachAndIsCounted() {
        CelCondition condition = compiled("observation.facts[\"port\"] == \"25\"");
        assertThat(condition.holds(Evidence.of("messaging/spam").question())).isFalse();
        assertThat(condition.holds(
                        Evidence.of("messaging/spam").with("port", "25").question()))
                .isTrue();
        assertThat(condition.failures()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "12x", "1234567890123456789012"})
    void aFactThatIsNoNumberIsZero(String value) {
        CelCondition condition = compiled("observation.facts.number(\"peak_pps\") == 0");
        assertThat(condition.holds(
                        Evidence.of("connection/ddos").with("peak_pps", value).question()))
                .isTrue();
        assertThat(condition.failures()).isZero();
    }

    @Test
    void aNumberAndATextAreReadFromTheFacts() {
        assertThat(holds(
                        "observation.facts.number(\"peak_pps\") > 999",
                        Evidence.of("connection/ddos").with("peak_pps", "1000")))
                .isTrue();
        assertThat(holds("observation.facts.text(\"service\") == \"\"", Evidence.of("connection/ddos")))
                .isTrue();
    }

    @Test
    void theGateOfAKindNeverChangesTheAnswer() {
        List<String> sources = List.of(
                "observation.kind == \"messaging/spam\"",
                "\"messaging/spam\" == observation.kind && observation.strength >= CLAIMED",
                "observation.kind in [\"messaging/spam\", \"content/phishing\"]",
                "observation.kind == \"messaging/spam\" || observation.strength == MEASURED",
                "observation.kind == \"messaging/spam\" || observation.kind == \"content/fraud\"",
                "!(observation.kind == \"messaging/spam\")",
                "observation.kind != \"messaging/spam\"",
                "observation.kind == observation.category + \"/spam\"",
                "observation.facts.text(observation.kind) == \"\"");
        for (String source : sources) {
            CelCondition condition = compiled(source);
            CelCondition ungated = compiled("true && [%s][0]".formatted(source));
            for (String kind : List.of("messaging/spam", "content/phishing", "content/fraud", "connection/ddos")) {
                for (Strength strength : Strength.values()) {
                    var question = Evidence.of(kind).with(strength).question();
                    assertThat(condition.holds(question))
                            .as(source + " on " + kind)
                            .isEqualTo(ungated.holds(question));
                }
            }
        }
    }

    @Test
    void aLoopWithoutEndIsCutOffAndDoesNotHold() {
        String ten = "[1,2,3,4,5,6,7,8,9,10]";
        CelCondition condition =
                compiled("%1$s.all(a, %1$s.all(b, %1$s.all(c, %1$s.all(d, a + b + c + d > 0))))".formatted(ten));
        assertThat(condition.holds(Evidence.of("messaging/spam").question())).isFalse();
        assertThat(condition.failures()).isEqualTo(1);
    }

    @Test
    void whatIsTooLongOrTooDeepIsRefused() {
        assertThat(conditions.compile("true" + " && true".repeat(600))).isInstanceOf(Conditions.Wrong.class);
        assertThat(conditions.compile("(".repeat(200) + "true" + ")".repeat(200)))
                .isInstanceOf(Conditions.Wrong.class);
    }

    @Test
    void manyThreadsMayAskAtOnce() {
        CelCondition condition = compiled("observation.facts.number(\"n\") % 2 == 0");
        long even = IntStream.range(0, 20_000)
                .parallel()
                .filter(i -> condition.holds(Evidence.of("connection/ddos")
                        .with("n", Integer.toString(i))
                        .question()))
                .count();
        assertThat(even).isEqualTo(10_000);
        assertThat(condition.failures()).isZero();
    }
}
