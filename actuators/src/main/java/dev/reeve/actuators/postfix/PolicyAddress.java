package dev.reeve.actuators.postfix;

import dev.reeve.actuators.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Where Postfix asks: a Unix socket or a port of this machine, never an address that others reach.
record PolicyAddress(SocketAddress address) {
    static PolicyAddress of(Settings settings) {
        String remedy = "write 127.0.0.1:10040 or unix:/var/spool/postfix/private/reeve";
        String text = settings.text("listen", remedy);
        if (text.startsWith("unix:/") && text.length() < 107) {
            return new PolicyAddress(UnixDomainSocketAddress.of(text.substring(5)));
        }
        int colon = text.lastIndexOf(':');
        boolean loopback = colon > 0 && Set.of("127.0.0.1", "[::1]").contains(text.substring(0, colon));
        if (!loopback || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw settings.wrong("listen", "is \"" + text + '"', remedy);
        }
        boolean six = text.startsWith("[");
        try {
            byte[] host = six ? new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1} : new byte[] {127, 0, 0, 1};
            return new PolicyAddress(
                    new InetSocketAddress(InetAddress.getByAddress(host), Integer.parseInt(text.substring(colon + 1))));
        } catch (IOException | IllegalArgumentException e) {
            throw settings.wrong("listen", "is \"" + text + '"', remedy);
        }
    }

    ServerSocketChannel listen() throws IOException {
        if (!(address instanceof UnixDomainSocketAddress unix)) {
            return ServerSocketChannel.open().bind(address);
        }
        removeStale(unix.getPath());
        ServerSocketChannel channel =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        // Postfix connects as its own user; the directory keeps others out, and what is asked here is no secret.
        Files.setPosixFilePermissions(unix.getPath(), PosixFilePermissions.fromString("rw-rw-rw-"));
        return channel;
    }

    private void removeStale(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (SocketChannel channel = connect()) {
            throw new IOException(
                    "somebody answers on " + path + " already (connected: " + channel.isConnected() + ")");
        } catch (java.net.ConnectException e) {
            Files.delete(path);
        }
    }

    SocketChannel connect() throws IOException {
        return SocketChannel.open(address);
    }

    void removeSocketFile() throws IOException {
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }
}
