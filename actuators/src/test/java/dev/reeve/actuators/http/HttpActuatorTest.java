package dev.reeve.actuators.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.actuators.ActuatorContract;
import dev.reeve.actuators.Orders;
import dev.reeve.actuators.simulated.LyingPanel;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.LeverRun;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.LeverName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpActuatorTest extends ActuatorContract {
    private static final String USER = "bob";

    private LyingPanel panel;

    @BeforeEach
    void startPanel() {
        panel = LyingPanel.start();
        panel.addAccount(USER);
    }

    @AfterEach
    void stopPanel() {
        panel.close();
    }

    private static ActionOrder orderFor(String user, String id) {
        return Orders.on(new Resource.Domain("example.com"))
                .external("panel-user", user)
                .order(id);
    }

    private Actuator lever(Map<String, Object> changed) {
        Map<String, Object> settings = new HashMap<>(panel.leverSettings());
        settings.putAll(changed);
        return new HttpType().create(new LeverName("panel"), settings, InstantSource.system());
    }

    @Override
    protected Bench open() {
        return new Bench() {
            // Opened here and not in @BeforeEach above: the contract's own comes first.
            private final LyingPanel own = LyingPanel.start();

            {
                own.addAccount(USER);
            }

            @Override
            public Actuator lever() {
                return new HttpType().create(new LeverName("panel"), own.leverSettings(), InstantSource.system());
            }

            @Override
            public ActionOrder order(String id) {
                return orderFor(USER, id);
            }

            @Override
            public boolean inForce() {
                return own.findSuspension(USER).isPresent();
            }

            @Override
            public boolean othersPutItInForce() {
                own.suspend(USER, "invoice 4711 is overdue");
                return true;
            }

            @Override
            public void lie(Lie lie) {
                own.lie(
                        switch (lie) {
                            case SAYS_OK_DOES_NOTHING -> LyingPanel.Lie.SAYS_DONE_DOES_NOTHING;
                            case SAYS_ERROR_BUT_DOES_IT -> LyingPanel.Lie.SAYS_ERROR_BUT_DOES_IT;
                            case CANNOT_BE_READ -> LyingPanel.Lie.CANNOT_BE_READ;
                        });
            }

            @Override
            public void close() {
                own.close();
            }
        };
    }

    @Test
    void aTimeOutThatDidItIsAppliedAfterReading() {
        panel.lie(LyingPanel.Lie.DOES_IT_AND_NEVER_ANSWERS);
        Actuator lever = lever(Map.of("timeout", "300ms"));
        assertThat(lever.act(orderFor(USER, "a-1"))).isInstanceOf(Answer.Unclear.class);
        assertThat(LeverRun.apply(lever, orderFor(USER, "a-1"))).isInstanceOf(ActionOutcome.Applied.class);
        long changes = panel.requests().stream()
                .filter(line -> line.startsWith("POST"))
                .count();
        assertThat(changes).as("nothing is repeated blindly").isEqualTo(1);
    }

    @Test
    void aPoliteNoAMissingPageAndARedirectAreRefusals() {
        Actuator lever = lever(Map.of());
        for (LyingPanel.Lie lie :
                List.of(LyingPanel.Lie.SAYS_NO_POLITELY, LyingPanel.Lie.SAYS_NOT_FOUND, LyingPanel.Lie.REDIRECTS)) {
            panel.lie(lie);
            assertThat(LeverRun.apply(lever, orderFor(USER, "a-1")))
                    .as(lie.name())
                    .isInstanceOf(ActionOutcome.Refused.class);
        }
        assertThat(panel.requests()).noneMatch(line -> line.contains("/elsewhere"));
    }

    @Test
    void anAccountThatThePanelDoesNotKnowIsUnreadable() {
        assertThat(lever(Map.of()).read(orderFor("nobody", "a-1"))).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void anAnswerBeyondTheLimitIsUnreadable() {
        panel.lie(LyingPanel.Lie.TALKS_TOO_MUCH);
        assertThat(lever(Map.of()).read(orderFor(USER, "a-1"))).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void valuesStayDataInUrlAndForm() {
        panel.addAccount("x&user=admin#?/..");
        LeverRun.apply(lever(Map.of()), orderFor("x&user=admin#?/..", "a-1"));
        assertThat(panel.findSuspension("x&user=admin#?/..")).contains("Spam from this server & \"more\" [a-1]");
        assertThat(panel.findSuspension("admin")).isEmpty();
    }

    @Test
    void aNameThatClimbsOutOfThePathIsRefused() {
        Actuator lever = lever(Map.of("act", Map.of("path", "/api/{external.panel-user}/suspend")));
        assertThat(lever.act(orderFor("..", "a-1"))).isInstanceOf(Answer.Refused.class);
        assertThat(panel.requests()).isEmpty();
    }

    @Test
    void anOrderWithoutTheNameThatATemplateNeedsIsRefused() {
        ActionOrder order = Orders.on(new Resource.Domain("example.com")).order("a-1");
        assertThat(lever(Map.of()).act(order)).isEqualTo(new Answer.Refused("this order has no {external.panel-user}"));
    }

    @Test
    void aPanelThatIsAwayIsUnreadableAndUnclear() {
        Actuator lever = lever(Map.of());
        panel.close();
        assertThat(lever.read(orderFor(USER, "a-1"))).isInstanceOf(Reading.Unreadable.class);
        assertThat(lever.act(orderFor(USER, "a-1"))).isInstanceOf(Answer.Unclear.class);
    }

    @Test
    void theSecretIsSentAndShownNowhere(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "s3cr3t-t0k3n\n");
        Actuator lever = lever(Map.of(
                "secret-file", file.toString(),
                "act", Map.of("path", "/no/such/page?{secret}", "json", Map.of("key", "{secret}", "n", 1)),
                "holder", Map.of("regex", "(s3cr3t-t0k3n)")));
        Answer answer = lever.act(orderFor(USER, "a-1"));
        assertThat(panel.requests().getFirst()).contains("\"key\":\"s3cr3t-t0k3n\"");
        assertThat(answer.toString()).doesNotContain("s3cr3t");
    }
}
