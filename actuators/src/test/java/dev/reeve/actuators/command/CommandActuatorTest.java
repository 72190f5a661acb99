package dev.reeve.actuators.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.actuators.ActuatorContract;
import dev.reeve.actuators.Orders;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.ids.LeverName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandActuatorTest extends ActuatorContract {
    /// Pauses a machine by a file that names why; lies as the file `mode` says.
    private static final String SCRIPT = """
            #!/bin/sh
            cd "$STATE_DIR" || exit 9
            mode=$(cat mode 2>/dev/null)
            case "$mode $1" in
              'nothing pause') exit 0 ;;
              'error pause') echo "$3" > "$2"; echo failed >&2; exit 1 ;;
              'unreadable show') exit 3 ;;
              'slow show') exec sleep 30 ;;
              'loud show') exec yes ;;
            esac
            case "$1" in
              pause) [ -e "$2" ] || echo "$3" > "$2" ;;
              resume) rm -f "$2" ;;
              show) if [ -e "$2" ]; then echo "state=paused by=$(cat "$2") home=$HOME"; else echo state=running; fi ;;
            esac
            """;

    @TempDir
    private Path directory;

    private Map<String, Object> settings() {
        Path script = directory.resolve("vmctl");
        try {
            if (!Files.exists(script)) {
                Files.writeString(script, SCRIPT);
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("type", "command");
        settings.put("act", List.of(script.toString(), "pause", "{external.vmid}", "reeve:{action}"));
        settings.put("undo", List.of(script.toString(), "resume", "{external.vmid}"));
        settings.put("read", List.of(script.toString(), "show", "{external.vmid}"));
        settings.put("arguments", Map.of("external.vmid", "[0-9]{1,9}"));
        settings.put("environment", Map.of("STATE_DIR", directory.toString()));
        settings.put("state", Map.of("regex", "^state=(\\w+)", "in-force", "paused", "absent", "running"));
        settings.put("holder", Map.of("regex", "by=(\\S+)"));
        return settings;
    }

    private Actuator lever(Map<String, Object> changed) {
        Map<String, Object> settings = settings();
        settings.putAll(changed);
        return new CommandType().create(new LeverName("vm"), settings, InstantSource.system());
    }

    private static ActionOrder orderFor(String vmid, String id) {
        return Orders.onAddress("203.0.113.10").external("vmid", vmid).order(id);
    }

    private void mode(String mode) {
        write("mode", mode);
    }

    private void write(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Bench open() {
        return new Bench() {
            @Override
            public Actuator lever() {
                return CommandActuatorTest.this.lever(Map.of());
            }

            @Override
            public ActionOrder order(String id) {
                return orderFor("101", id);
            }

            @Override
            public boolean inForce() {
                return Files.exists(directory.resolve("101"));
            }

            @Override
            public boolean othersPutItInForce() {
                write("101", "maintenance");
                return true;
            }

            @Override
            public void lie(Lie lie) {
                mode(
                        switch (lie) {
                            case SAYS_OK_DOES_NOTHING -> "nothing";
                            case SAYS_ERROR_BUT_DOES_IT -> "error";
                            case CANNOT_BE_READ -> "unreadable";
                        });
            }

            @Override
            public void close() {
                mode("");
            }
        };
    }

    @Test
    void aValueThatDoesNotMatchItsPatternIsRefused() {
        Actuator lever = lever(Map.of());
        for (String vmid : List.of("101;reboot", "$(reboot)", "-f", "1 2", "101\n")) {
            assertThat(lever.act(orderFor(vmid, "a-1"))).as(vmid).isInstanceOf(Answer.Refused.class);
        }
    }

    @Test
    void aValueNeverBecomesAnOption() {
        Actuator lever = lever(Map.of("arguments", Map.of("external.vmid", ".*")));
        assertThat(lever.act(orderFor("--all", "a-1"))).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void noShellLooksAtValues() {
        Actuator lever = lever(Map.of("arguments", Map.of("external.vmid", ".*")));
        lever.act(orderFor("$(touch gotcha)", "a-1"));
        assertThat(directory.resolve("gotcha")).doesNotExist();
        assertThat(directory.resolve("$(touch gotcha)")).exists();
    }

    @Test
    void ourOwnEnvironmentStaysHere() {
        Actuator lever = lever(Map.of());
        lever.act(orderFor("101", "a-1"));
        assertThat(lever.read(orderFor("101", "a-1"))).isEqualTo(Reading.ours("paused (reeve:a-1)"));
        assertThat(lever(Map.of("holder", Map.of("regex", "home=(.*)"))).read(orderFor("101", "a-1")))
                .isEqualTo(Reading.others("paused ()"));
    }

    @Test
    void aProgramThatHangsOrShoutsIsStoppedAndUnreadable() {
        mode("slow");
        Actuator lever = lever(Map.of("timeout", "300ms"));
        assertThat(lever.read(orderFor("101", "a-1")).toString()).contains("did not end within 300 ms");
        mode("loud");
        assertThat(lever(Map.of()).read(orderFor("101", "a-1")).toString()).contains("wrote more than");
    }

    @Test
    void aProgramThatIsNotThereIsRefusedAndUnreadable() {
        Actuator lever = lever(Map.of("act", List.of("/no/such/program"), "read", List.of("/no/such/program")));
        assertThat(lever.act(orderFor("101", "a-1"))).isInstanceOf(Answer.Refused.class);
        assertThat(lever.read(orderFor("101", "a-1"))).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void settingsThatWouldBeUnsafeAreRefused() {
        assertThatThrownBy(() -> lever(Map.of("act", List.of("vmctl", "pause"))))
                .hasMessage(
                        "levers.vm.act does not begin with a program; write its absolute path, without placeholders");
        assertThatThrownBy(() -> lever(Map.of("act", List.of("/bin/x", "{resource}"))))
                .hasMessage("levers.vm.arguments.resource is missing although {resource} is used; "
                        + "write a regular expression that its values match");
        assertThatThrownBy(() -> lever(Map.of("act", List.of("/bin/x", "{secret}"))))
                .hasMessageContaining("levers.vm.act uses {secret}");
        assertThatThrownBy(() -> lever(Map.of("colour", "red")))
                .hasMessageContaining("levers.vm.colour is no setting here");
    }
}
