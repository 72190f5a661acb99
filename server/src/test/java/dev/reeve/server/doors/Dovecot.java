package dev.reeve.server.doors;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real Dovecot on a loopback port, with one mailbox in a folder of the test. It must start as root.
final class Dovecot implements AutoCloseable {
    private final Process process;
    final int port;
    final Path maildir;

    private Dovecot(Process process, int port, Path maildir) {
        this.process = process;
        this.port = port;
        this.maildir = maildir;
    }

    /// Why it can't run here; empty where it can.
    static String missing() {
        if (!Files.isExecutable(Path.of("/usr/sbin/dovecot"))) {
            return "not run: no dovecot here (Debian: dovecot-imapd)";
        }
        return System.getProperty("user.name").equals("root") ? "" : "not run: dovecot must start as root";
    }

    static Dovecot start(Path folder, String capability) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("dovecot");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path maildir = home.resolve("Maildir");
        for (String name : new String[] {"new", "cur", "tmp"}) {
            Files.createDirectories(maildir.resolve(name));
        }
        int port = freePort();
        Path config = Files.writeString(folder.resolve("dovecot.conf"), """
                base_dir = %1$s/run
                state_dir = %1$s/state
                log_path = %1$s/log
                protocols = imap
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                mail_location = maildir:%1$s/Maildir
                mail_uid = mail
                mail_gid = mail
                first_valid_uid = 1
                imap_capability = %3$s
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = %2$d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                passdb {
                  driver = static
                  args = password=secret
                }
                userdb {
                  driver = static
                  args = home=%1$s
                }
                """.formatted(home, port, capability));
        run("chown", "-R", "mail:mail", home.toString());
        Process process = new ProcessBuilder("/usr/sbin/dovecot", "-F", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dovecot.out").toFile())
                .start();
        Dovecot dovecot = new Dovecot(process, port, maildir);
        dovecot.awaitPort();
        return dovecot;
    }

    /// Delivers as a mail server does: written beside, then renamed into `new`.
    void deliver(String name, String mail) throws IOException, InterruptedException {
        Path written = Files.writeString(maildir.resolve("tmp").resolve(name), mail);
        run("chown", "mail:mail", written.toString());
        Files.move(written, maildir.resolve("new").resolve(name));
    }

    long count(String sub) throws IOException {
        try (Stream<Path> files = Files.list(maildir.resolve(sub))) {
            return files.count();
        }
    }

    private void awaitPort() throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (probe.getInputStream().read() == '*') {
                    return;
                }
            } catch (IOException notYet) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("dovecot did not start");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
