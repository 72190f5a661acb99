package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.flow.Flows;
import org.junit.jupiter.api.Test;

final class ReflectionDetectorTest {
    private final Bench bench = new Bench(new ReflectionDetector());

    private void exchange(int port, long asked, long answered, int times) {
        for (int i = 0; i < times; i++) {
            long at = Flows.START + i * 100L;
            bench.flow(Flows.flow("198.51.100.7", 80, Bench.CLIENT, port, 17, 0, 10, asked, at, at));
            bench.flow(Flows.flow(Bench.CLIENT, port, "198.51.100.7", 80, 17, 0, 50, answered, at, at));
        }
    }

    @Test
    void largeAnswersToSmallQuestionsAreReflection() {
        exchange(123, 640, 50 * 1_400, 200);
        assertThat(bench.last().port()).isEqualTo(123);
        assertThat(bench.last().numbers().get("ratio")).isGreaterThan(30);
    }

    @Test
    void aNameServerThatAnswersInProportionIsNone() {
        exchange(53, 50 * 80, 50 * 180, 400);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void aPortThatIsNoReflectorIsNone() {
        exchange(443, 640, 50 * 1200, 400);
        assertThat(bench.signs).isEmpty();
    }

    private void sampled(int port, int questions, int answers, long questionBytes, long answerBytes) {
        for (int i = 0; i < Math.max(questions, answers); i++) {
            long at = Flows.START + i * 1_000L;
            if (i < questions) {
                bench.flow(Flows.sampled(
                        Flows.flow("198.51.100.7", 80, Bench.CLIENT, port, 17, 0, 1, questionBytes, at, at), 1_000));
            }
            if (i < answers) {
                bench.flow(Flows.sampled(
                        Flows.flow(Bench.CLIENT, port, "198.51.100.7", 80, 17, 0, 1, answerBytes, at, at), 1_000));
            }
        }
    }

    @Test
    void aFewSamplesOfLargeAnswersAreNoProof() {
        sampled(53, 0, 9, 72, 1_232);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void sampledAnswersThatCannotHaveBeenAskedForInProportionAre() {
        sampled(123, 3, 30, 36, 468);
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void questionsThatSamplingMayHaveMissedCountAsAsked() {
        sampled(161, 2, 20, 200, 900);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void aGameServerWhosePictureOfTheWorldIsLargeIsNone() {
        exchange(27_015, 10 * 90, 50 * 700, 500);
        assertThat(bench.signs).as("39 times the bytes: amplified").isNotEmpty();
        bench.signs.clear();
        exchange(27_960, 50 * 90, 50 * 700, 500);
        assertThat(bench.signs).isEmpty();
    }
}
