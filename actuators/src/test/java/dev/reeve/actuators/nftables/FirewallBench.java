package dev.reeve.actuators.nftables;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.actuators.process.BoundedProcess;
import dev.reeve.actuators.process.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A network namespace of its own, with a real firewall that nobody's traffic depends on. No root is needed.
final class FirewallBench implements AutoCloseable {
    private static final BoundedProcess RUN =
            new BoundedProcess(Duration.ofSeconds(10), 1 << 20, BoundedProcess.PLAIN_ENVIRONMENT);

    private final Path directory;
    private final Process holder;

    private FirewallBench(Path directory, Process holder) {
        this.directory = directory;
        this.holder = holder;
    }

    /// Says "not run" where nft or user namespaces are missing.
    static FirewallBench open(Path directory) {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nft")), "not run: nft is missing (apt install nftables)");
        Ending able = RUN.run(List.of("/usr/bin/unshare", "-Urn", "/usr/sbin/nft", "list", "ruleset"), "");
        assumeTrue(
                able instanceof Ending.Exited exited && exited.code() == 0,
                () -> "not run: no user namespace with a firewall here: " + able);
        try {
            Process holder = new ProcessBuilder("/usr/bin/unshare", "-Urn", "/bin/sh", "-c", "echo ready; exec cat")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (holder.getInputStream().read() != 'r') {
                throw new IOException("the namespace did not come up");
            }
            FirewallBench bench = new FirewallBench(directory, holder);
            bench.writeWrapper();
            return bench;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeWrapper() throws IOException {
        Path wrapper = Path.of(wrapper());
        Files.writeString(wrapper, """
                #!/bin/sh
                mode=$(cat %s/mode 2>/dev/null)
                case "$mode $*" in
                  'nothing '*'-f -') cat > /dev/null; exit 0 ;;
                  'error '*'-f -') %s "$@"; echo broken >&2; exit 1 ;;
                  'unreadable '*list*) echo 'Operation not permitted' >&2; exit 1 ;;
                esac
                exec %s "$@"
                """.formatted(directory, String.join(" ", nft()), String.join(" ", nft())));
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
    }

    /// The program for a lever's setting; lies as told.
    String wrapper() {
        return directory.resolve("nft").toString();
    }

    void mode(String mode) {
        try {
            Files.writeString(directory.resolve("mode"), mode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> nft() {
        return List.of(
                "/usr/bin/nsenter",
                "-t",
                Long.toString(holder.pid()),
                "-U",
                "-n",
                "--preserve-credentials",
                "/usr/sbin/nft");
    }

    /// Runs the real program in the namespace.
    String run(String... arguments) {
        List<String> command = new ArrayList<>(nft());
        command.addAll(List.of(arguments));
        return switch (RUN.run(command, "")) {
            case Ending.Exited exited when exited.code() == 0 -> exited.out();
            case Ending.Exited exited when exited.err().contains("No such file") -> "";
            case Ending.Exited exited -> throw new AssertionError(exited.words());
            case Ending.NotStarted other -> throw new AssertionError(other.reason());
            case Ending.TimedOut other -> throw new AssertionError(other.reason());
            case Ending.Overflowed other -> throw new AssertionError(other.reason());
        };
    }

    /// What a person would see.
    String table() {
        return run("list", "table", "inet", "reeve");
    }

    String set(String name) {
        return run("list", "set", "inet", "reeve", name);
    }

    Map<String, Object> settings() {
        return Map.of(
                "type", "nftables",
                "own-prefixes", List.of("203.0.113.0/24", "2001:db8:1::/48"),
                "never", List.of("203.0.113.1"),
                "nft", wrapper());
    }

    @Override
    public void close() {
        holder.destroy();
    }
}
