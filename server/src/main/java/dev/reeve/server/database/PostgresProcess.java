package dev.reeve.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running postmaster. One platform thread begins it and stays for as long as it runs: the kernel's
/// parent-death signal fires when the *thread* that forked is gone, so a short-lived one would end the database.
/// The
/// same
/// thread begins it anew when it ends without being told to.
final class PostgresProcess {
    /// Times that it may end by itself within the lifetime of this process before we leave it down.
    private static final int RESTARTS_MAX = 5;

    /// A log beyond this is set aside at the next start.
    private static final long LOG_BYTES_MAX = 20_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresProcess.class);

    private final List<String> command;
    private final Path log;
    private final CompletableFuture<Process> first = new CompletableFuture<>();
    private final Thread keeper;
    private volatile Process current;
    private volatile boolean stopping;

    private PostgresProcess(List<String> command, Path log) throws IOException {
        this.command = command;
        this.log = log;
        this.keeper = new Thread(this::keep, "postgres-keeper");
        keeper.setDaemon(true);
        keeper.start();
        this.current = awaitFirst();
    }

    static PostgresProcess start(List<String> command, Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.move(log, log.resolveSibling("postgres.log.old"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return new PostgresProcess(command, log);
    }

    private Process awaitFirst() throws IOException {
        try {
            return first.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void keep() {
        try {
            Process process = begin();
            first.complete(process);
            int restarts = 0;
            while (true) {
                int exit = process.waitFor();
                if (stopping || restarts == RESTARTS_MAX || exit == 1 && restarts == 0) {
                    return;
                }
                restarts++;
                LOG.error(
                        "the embedded database ended with {}; starting it again, {} of {}",
                        exit,
                        restarts,
                        RESTARTS_MAX);
                Thread.sleep(200L * restarts);
                process = begin();
                current = process;
            }
        } catch (IOException e) {
            first.completeExceptionally(e);
            LOG.error("the embedded database can't be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process begin() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    boolean isRunning() {
        return current.isAlive();
    }

    long pid() {
        return current.pid();
    }

    /// Tells it to end, and waits; kills it only when it doesn't.
    void stop(List<String> stopCommand) throws IOException {
        stopping = true;
        Process told = new ProcessBuilder(stopCommand)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (!told.waitFor(70, TimeUnit.SECONDS) || !current.waitFor(10, TimeUnit.SECONDS)) {
                LOG.warn("the embedded database doesn't end by itself; killing it");
                current.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            current.destroyForcibly();
        }
    }
}
