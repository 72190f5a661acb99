package dev.reeve.server.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/// A port on 127.0.0.1 that nobody uses; the same as last time if it can be.
final class FreePort {
    private FreePort() {}

    static int keptIn(Path file) throws IOException {
        int last = Files.exists(file) ? parse(Files.readString(file)) : 0;
        int port = last != 0 && isFree(last) ? last : any();
        if (port != last) {
            Files.writeString(file, port + "\n");
        }
        return port;
    }

    private static int parse(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]{4,5}") ? Integer.parseInt(digits) : 0;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException | IllegalArgumentException taken) {
            return false;
        }
    }

    private static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
