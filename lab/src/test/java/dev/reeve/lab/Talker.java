package dev.reeve.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A program of the lab: connects and talks as its input says, and prints one line for each.
///
/// `connect HOST PORT` opens a new connection and closes it: `connected` or `failed`. `keep HOST PORT` opens one that
/// stays.
/// `say WORD MILLIS` sends a word on that one and waits for its echo: `heard` or `silence`.
public final class Talker {
    private static final int CONNECT_MILLIS = 1000;

    private @Nullable Socket kept;

    private Talker() {}

    public static void main(String[] arguments) throws IOException {
        Talker talker = new Talker();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(talker.obey(line.split(" ")));
            System.out.flush();
        }
    }

    private String obey(String[] words) {
        try {
            return switch (words[0]) {
                case "connect" -> {
                    connect(words[1], words[2]).close();
                    yield "connected";
                }
                case "keep" -> {
                    kept = connect(words[1], words[2]);
                    yield "connected";
                }
                case "say" -> say(words[1], Integer.parseInt(words[2]));
                default -> "what?";
            };
        } catch (IOException e) {
            return "failed";
        }
    }

    private static Socket connect(String host, String port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, Integer.parseInt(port)), CONNECT_MILLIS);
        return socket;
    }

    private String say(String word, int millis) throws IOException {
        Socket socket = kept;
        if (socket == null) {
            return "what?";
        }
        socket.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        long deadline = System.nanoTime() + millis * 1_000_000L;
        StringBuilder heard = new StringBuilder();
        try {
            while (!heard.toString().endsWith(word + "\n")) {
                long left = (deadline - System.nanoTime()) / 1_000_000L;
                if (left <= 0) {
                    return "silence";
                }
                socket.setSoTimeout((int) left);
                int c = socket.getInputStream().read();
                if (c < 0) {
                    return "failed";
                }
                heard.append((char) c);
            }
            return "heard";
        } catch (java.net.SocketTimeoutException e) {
            return "silence";
        }
    }
}
