package dev.reeve.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A program of the lab: repeats every line, on the ports that it is given.
public final class EchoServer {
    private EchoServer() {}

    public static void main(String[] ports) throws IOException {
        for (String port : ports) {
            ServerSocket server = new ServerSocket(Integer.parseInt(port));
            Thread.ofPlatform().start(() -> accept(server));
        }
        System.out.println("ready");
        System.out.flush();
    }

    private static void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket peer = server.accept();
                Thread.ofVirtual().start(() -> echo(peer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void echo(Socket peer) {
        try (peer;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                peer.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // The other end went away.
            return;
        }
    }
}
