package dev.reeve.server.demo;

import dev.reeve.actuators.remote.AgentActuator;
import dev.reeve.actuators.remote.AgentClient;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.ids.LeverName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real agent with a real nftables lever in a network namespace of its own, so that the demo blocks for real and
/// touches
/// nothing of this machine. Needs `unshare`, `nft` and user namespaces, but not root.
final class DemoAgent implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(20);

    private final Process process;
    private final Actuator lever;

    private DemoAgent(Process process, Actuator lever) {
        this.process = process;
        this.lever = lever;
    }

    /// Starts it, or says nothing where that is not possible.
    ///
    /// @param launcher the `reeve` command of this installation
    static Optional<DemoAgent> start(Path launcher, Path folder, LeverName name) throws IOException {
        boolean possible = Files.isExecutable(launcher) && works("unshare", "-Urn", "nft", "list", "tables");
        if (!possible) {
            return Optional.empty();
        }
        Path levers = folder.resolve("agent-levers.yaml");
        Files.writeString(levers, """
                levers:
                  %s:
                    type: nftables
                    table: reeve_demo
                    own-prefixes: [203.0.113.0/24, "2001:db8:20::/48"]
                """.formatted(name));
        Path socket = folder.resolve("agent.sock");
        Process process = new ProcessBuilder(
                        "unshare",
                        "-Urn",
                        launcher.toString(),
                        "agent",
                        "--levers",
                        levers.toString(),
                        "--socket",
                        socket.toString(),
                        "--state",
                        folder.resolve("agent-state").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
        AgentActuator lever = new AgentActuator(name, new AgentClient(socket));
        long end = System.nanoTime() + START_MAX.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (Files.exists(socket) && lever.find().isPresent()) {
                return Optional.of(new DemoAgent(process, lever));
            }
            sleep();
        }
        process.destroy();
        return Optional.empty();
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Actuator lever() {
        return lever;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
