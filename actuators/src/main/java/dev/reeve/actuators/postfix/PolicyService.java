package dev.reeve.actuators.postfix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Answers Postfix for each mail (its SMTPD_POLICY_README): refuse, hold, or DUNNO. No reload is needed for a new rule.
///
/// Whatever goes wrong here is DUNNO: mail of clients who did nothing must not wait for us. Postfix does its part of
/// that
/// with `smtpd_policy_service_default_action=DUNNO`.
final class PolicyService {
    /// Asks like Postfix, without the note that goes with a hold: for ourselves.
    static final String CHECK = "reeve_check";

    /// Postfix sends about thirty lines.
    private static final int LINES_MAX = 200;

    private static final int LINE_LENGTH_MAX = 8192;

    /// Postfix opens one connection for each of its smtpd processes, 100 when nobody changed it.
    private static final int CONNECTIONS_MAX = 500;

    private static final int WORDS_MAX = 200;

    private final PolicyAddress address;
    private final MailRules rules;
    private final Semaphore places = new Semaphore(CONNECTIONS_MAX);
    private final Set<SocketChannel> peers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocketChannel listener;

    PolicyService(PolicyAddress address, MailRules rules) {
        this.address = address;
        this.rules = rules;
    }

    void start() throws IOException {
        rules.load();
        ServerSocketChannel channel = address.listen();
        listener = channel;
        Thread.ofPlatform().daemon().name("postfix-policy").start(() -> accept(channel));
    }

    void close() throws IOException {
        ServerSocketChannel channel = listener;
        if (channel != null) {
            listener = null;
            channel.close();
            address.removeSocketFile();
            // Postfix keeps its connections: one that went on being answered would hide that we are gone.
            for (SocketChannel peer : peers) {
                peer.close();
            }
        }
    }

    private void accept(ServerSocketChannel channel) {
        while (channel.isOpen()) {
            try {
                SocketChannel peer = channel.accept();
                if (places.tryAcquire()) {
                    peers.add(peer);
                    Thread.startVirtualThread(() -> serve(peer));
                } else {
                    peer.close();
                }
            } catch (IOException e) {
                if (!channel.isOpen()) {
                    return;
                }
            }
        }
    }

    private void serve(SocketChannel peer) {
        try (peer;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(peer), StandardCharsets.UTF_8));
                OutputStream out = Channels.newOutputStream(peer)) {
            for (Optional<Map<String, String>> mail = request(in); mail.isPresent(); mail = request(in)) {
                out.write(("action=" + answer(mail.get()) + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            // Postfix went away, which it may at any time; it opens a new connection when it needs one.
            return;
        } finally {
            peers.remove(peer);
            places.release();
        }
    }

    /// Reads name=value lines up to an empty one; empty at the end of the connection or beyond a limit.
    private static Optional<Map<String, String>> request(BufferedReader in) throws IOException {
        Map<String, String> mail = new HashMap<>();
        StringBuilder line = new StringBuilder();
        for (int lines = 0; lines < LINES_MAX; ) {
            int c = in.read();
            if (c < 0 || line.length() > LINE_LENGTH_MAX) {
                return Optional.empty();
            }
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            if (line.isEmpty()) {
                return Optional.of(mail);
            }
            int equals = line.indexOf("=");
            if (equals > 0) {
                mail.put(line.substring(0, equals), line.substring(equals + 1));
            }
            line.setLength(0);
            lines++;
        }
        return Optional.empty();
    }

    String answer(Map<String, String> mail) {
        return rules.match(mail).map(rule -> answer(rule, mail)).orElse("DUNNO");
    }

    private String answer(MailRule rule, Map<String, String> mail) {
        boolean check = CHECK.equals(mail.get("request"));
        return switch (rule.effect()) {
            case REJECT -> "554 5.7.1 " + words(rule.reason());
            case HOLD -> check ? "HOLD" : held(rule, mail);
        };
    }

    /// Only what can be let go again is held: the mail must have an id, and the id must be on disk first.
    private String held(MailRule rule, Map<String, String> mail) {
        String queueId = mail.getOrDefault("queue_id", "");
        if (queueId.isEmpty()) {
            return "DUNNO";
        }
        try {
            boolean noted = rules.noteHeld(rule.action(), java.util.List.of(queueId));
            boolean ending = !noted && rules.match(mail).filter(rule::equals).isEmpty();
            return noted
                    ? "HOLD reeve:" + rule.action()
                    : ending ? "DUNNO" : "452 4.3.1 too much mail of this sender waits";
        } catch (IOException e) {
            return "DUNNO";
        }
    }

    /// One line of plain characters, as SMTP replies want it.
    private static String words(String reason) {
        String plain = reason.replaceAll("[^\\x20-\\x7E]+", " ").strip();
        return plain.length() > WORDS_MAX ? plain.substring(0, WORDS_MAX) : plain.isEmpty() ? "refused" : plain;
    }
}
