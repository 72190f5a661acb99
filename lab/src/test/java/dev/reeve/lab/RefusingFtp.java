package dev.reeve.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// An FTP server that takes no password, and hangs up after each.
final class RefusingFtp {
    private RefusingFtp() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server = new ServerSocket(21, 50, InetAddress.getByName(arguments[0]))) {
            System.out.println("ready");
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            say(client, "220 lab");
            String line = in.readLine();
            while (line != null && !line.startsWith("PASS")) {
                say(client, line.startsWith("USER") ? "331 and the password?" : "500 what?");
                line = in.readLine();
            }
            say(client, "530 Login incorrect.");
        } catch (IOException gone) {
            // The guesser hung up first.
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
