package dev.reeve.actuators.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs one program: an argument list and never a shell line, an environment of its own and never ours, a limit on
/// time and on output. A program that passes a limit is killed with its children.
///
/// @param outputBytesMax for each of the two outputs
public record BoundedProcess(Duration timeout, int outputBytesMax, Map<String, String> environment) {
    /// What programs need to find others and to speak one language.
    public static final Map<String, String> PLAIN_ENVIRONMENT =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C");

    public BoundedProcess {
        environment = Map.copyOf(environment);
    }

    public Ending run(List<String> arguments, String input) {
        Process process;
        try {
            process = start(arguments);
        } catch (IOException e) {
            return new Ending.NotStarted(arguments.getFirst() + " could not be started: " + e.getMessage());
        }
        try {
            return watch(process, arguments.getFirst(), input);
        } finally {
            kill(process);
        }
    }

    private Process start(List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Ending watch(Process process, String program, String input) {
        long deadline = System.nanoTime() + timeout.toNanos();
        FutureTask<byte[]> out = reading(process.getInputStream());
        FutureTask<byte[]> err = reading(process.getErrorStream());
        Thread.startVirtualThread(() -> write(process.getOutputStream(), input));
        try {
            byte[] outBytes = out.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (outBytes.length > outputBytesMax) {
                return overflowed(program);
            }
            byte[] errBytes = err.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (errBytes.length > outputBytesMax) {
                return overflowed(program);
            }
            if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return timedOut(program);
            }
            return new Ending.Exited(process.exitValue(), text(outBytes), text(errBytes));
        } catch (TimeoutException e) {
            return timedOut(program);
        } catch (ExecutionException e) {
            return new Ending.TimedOut(program + " could not be read: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ending.TimedOut("interrupted while " + program + " ran");
        }
    }

    private Ending overflowed(String program) {
        return new Ending.Overflowed(program + " wrote more than " + outputBytesMax + " bytes and was stopped");
    }

    private Ending timedOut(String program) {
        return new Ending.TimedOut(program + " did not end within " + timeout.toMillis() + " ms and was stopped");
    }

    /// Reads one byte more than allowed, by which an overflow is known.
    private FutureTask<byte[]> reading(InputStream stream) {
        FutureTask<byte[]> task = new FutureTask<>(() -> stream.readNBytes(outputBytesMax + 1));
        Thread.startVirtualThread(task);
        return task;
    }

    private static void write(OutputStream stream, String input) {
        try (stream) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program ended without reading its input: its exit code says what became of it.
            return;
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
