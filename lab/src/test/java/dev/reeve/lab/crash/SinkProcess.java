package dev.reeve.lab.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// The clients' mail server. It writes the Message-ID of each mail down, flushed, before it says yes; killed between
/// the
/// two, it has a mail that the desk doesn't know of. Arguments: port, file.
public final class SinkProcess {
    private SinkProcess() {}

    public static void main(String[] args) throws IOException {
        try (FileChannel book = FileChannel.open(
                        Path.of(args[1]),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
                ServerSocket door = new ServerSocket(Integer.parseInt(args[0]), 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client, book));
            }
        }
    }

    private static void serve(Socket client, FileChannel book) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = client.getOutputStream()) {
            say(out, "220 sink");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.toUpperCase(Locale.ROOT);
                if (verb.startsWith("DATA")) {
                    say(out, "354 go on");
                    take(in, book);
                    say(out, "250 taken");
                } else if (verb.startsWith("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        } catch (IOException gone) {
            // The desk was killed in the middle of a mail, which is not taken then.
        }
    }

    private static void take(BufferedReader in, FileChannel book) throws IOException {
        String id = "";
        boolean header = true;
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("the mail broke off");
            }
            header &= !line.isEmpty();
            if (header && line.toLowerCase(Locale.ROOT).startsWith("message-id:")) {
                id = line.substring(11).strip();
            }
        }
        synchronized (book) {
            book.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.UTF_8)));
            book.force(true);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
