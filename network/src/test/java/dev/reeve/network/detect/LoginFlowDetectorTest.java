package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.flow.Flows;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LoginFlowDetectorTest {
    private final Bench bench = new Bench(new LoginFlowDetector());

    private void login(String server, long packets, long bytes, int number) {
        long at = Flows.START + number * 3_000L;
        bench.flow(Flows.flow(Bench.CLIENT, 40_000 + number, server, 22, 6, 0x1B, packets, bytes, at, at + 2_500));
    }

    @Test
    void aStreakOfFailedLoginsIsGuessing() {
        for (int i = 0; i < 25; i++) {
            login("198.51.100.7", 20, 3_000, i);
        }
        assertThat(bench.last().kind().toString()).isEqualTo("connection/login_attack");
        assertThat(bench.last().facts()).containsEntry("attempts", "25");
    }

    @Test
    void fewLoginsAtManyServersAreGuessingToo() {
        for (int i = 0; i < 16; i++) {
            login("198.51.100." + (1 + i % 8), 20, 3_000, i);
        }
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void sessionsInBetweenEndTheStreak() {
        for (int i = 0; i < 100; i++) {
            boolean session = i % 10 == 9;
            login("198.51.100.7", session ? 900 : 20, session ? 90_000 : 3_000, i);
        }
        assertThat(bench.signs).isEmpty();
    }

    /// One sampled packet after the other, of connections with so many, at eight servers.
    private void sampled(int samples, int port, int packets) {
        Random chance = new Random(11);
        for (int i = 0; i < samples; i++) {
            int which = chance.nextInt(packets);
            int flags = which == 0 ? 0x02 : which == 1 ? 0x11 : 0x18;
            long at = Flows.START + i * 20_000L;
            bench.flow(Flows.sampled(
                    Flows.flow(Bench.CLIENT, 40_000 + i, "198.51.100." + (1 + i % 8), port, 6, flags, 1, 140, at, at),
                    1_000));
        }
    }

    @Test
    void sampledManyBeginningsAndEndsAreGuessing() {
        sampled(600, 22, 19);
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void sampledSessionsAreNone() {
        sampled(3_000, 22, 120);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void sampledScansAreNoGuessing() {
        sampled(600, 22, 2);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void sampledMailIsNotJudged() {
        sampled(600, 993, 12);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void mailWhoseRecipientIsRefusedIsNoLogin() {
        for (int i = 0; i < 200; i++) {
            long at = Flows.START + i * 3_000L;
            String server = "198.51.100." + (1 + i % 50);
            bench.flow(Flows.flow(Bench.CLIENT, 40_000 + i, server, 25, 6, 0x1B, 11, 1_000, at, at + 900));
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void anAdministratorWhoseSessionsAreShortNowAndThenIsNone() {
        Random chance = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            boolean attempt = chance.nextInt(100) < 34;
            login("198.51.100." + (1 + i % 60), attempt ? 30 : 300, attempt ? 4_500 : 45_000, i);
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void whoIsTakenOverAfterGoodSessionsIsFoundNonetheless() {
        for (int i = 0; i < 200; i++) {
            login("198.51.100." + (1 + i % 60), 300, 45_000, i);
        }
        for (int i = 200; i < 220; i++) {
            login("203.0.113." + (100 + i % 8), 20, 3_000, i);
        }
        assertThat(bench.signs).isNotEmpty();
    }
}
