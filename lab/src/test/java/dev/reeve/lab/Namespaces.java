package dev.reeve.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The network of the lab: customer, neighbour, edge and internet. Root is not needed; what is started here is ended
/// here.
final class Namespaces implements AutoCloseable {
    private final Process holder;
    private final List<Program> programs = new ArrayList<>();

    private Namespaces(Process holder) {
        this.holder = holder;
    }

    static Namespaces open() throws IOException, InterruptedException, URISyntaxException {
        for (String program : List.of("/usr/bin/unshare", "/usr/bin/nsenter", "/usr/sbin/ip", "/usr/sbin/nft")) {
            assumeTrue(
                    Files.isExecutable(Path.of(program)),
                    "not run: " + program + " is missing (apt install nftables iproute2 util-linux)");
        }
        Process able = new ProcessBuilder("/usr/bin/unshare", "-Urnm", "/usr/sbin/nft", "list", "ruleset")
                .redirectErrorStream(true)
                .start();
        String words = new String(able.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(able.waitFor() == 0, () -> "not run: no user namespaces with a firewall here: " + words.strip());
        Path script = Path.of(Objects.requireNonNull(Namespaces.class.getResource("namespaces.sh"))
                .toURI());
        Process holder = new ProcessBuilder(
                        "/usr/bin/unshare", "-Urnm", "--propagation", "private", "/bin/sh", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Namespaces namespaces = new Namespaces(holder);
        try {
            awaitReady(holder.getInputStream(), "the namespaces");
        } catch (IOException e) {
            namespaces.close();
            throw e;
        }
        return namespaces;
    }

    static void awaitReady(InputStream in, String what) throws IOException {
        byte[] ready = in.readNBytes("ready\n".length());
        if (!new String(ready, StandardCharsets.UTF_8).equals("ready\n")) {
            throw new IOException(what + " did not come up");
        }
    }

    private List<String> inside(String namespace, List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "/usr/bin/nsenter",
                "-t",
                Long.toString(holder.pid()),
                "-U",
                "-n",
                "-m",
                "--preserve-credentials",
                "/usr/sbin/ip",
                "netns",
                "exec",
                namespace));
        all.addAll(command);
        return all;
    }

    /// Starts one of our programs in a namespace.
    Program startJava(String namespace, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(List.of(arguments));
        Program program = new Program(new ProcessBuilder(inside(namespace, command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        programs.add(program);
        return program;
    }

    /// Starts somebody else's program in a namespace; what it prints is of no interest.
    void start(String namespace, String... command) throws IOException {
        programs.add(new Program(new ProcessBuilder(inside(namespace, List.of(command)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()));
    }

    /// Runs a command to its end and gives its output.
    String run(String namespace, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(inside(namespace, List.of(command)))
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    @Override
    public void close() throws InterruptedException, IOException {
        for (Program program : programs) {
            program.close();
        }
        holder.getOutputStream().close();
        if (!holder.waitFor(5, TimeUnit.SECONDS)) {
            holder.destroyForcibly();
        }
    }
}
