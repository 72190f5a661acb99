package dev.reeve.collector.logs;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.network.detection.Endpoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The last lines that mattered of all logs, byte for byte: what the evidence of a detection is cut from once the
/// verdict has fallen. They are kept in memory, for the logs themselves are on a disk; what a detection rests on is cut
/// when it is told, before the next restart.
public final class KeptLines {
    /// Some hundred thousand lines.
    static final int BYTES_MAX = 32_000_000;

    /// Largest cut: some ten thousand lines, of which the first tell what it was.
    static final int CUT_BYTES_MAX = 4_000_000;

    /// Beside its bytes.
    private static final int LINE_COST = 100;

    /// How far clocks of those who write logs may differ.
    private static final long SKEW_MILLIS = 5_000;

    /// Whatever may be an address; a dot or a colon at its end belongs to the sentence.
    private static final Pattern V4 = Pattern.compile("(?<![0-9.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9]|\\.[0-9])");

    private static final Pattern V6 = Pattern.compile("(?<![0-9A-Fa-f:])[0-9A-Fa-f:]{2,39}(?:[0-9A-Fa-f]|::)");

    private final Deque<Line> lines = new ArrayDeque<>();
    private long next = 1;
    private long bytes;

    private record Line(long number, long millis, String log, byte[] text) {
        int cost() {
            return text.length + LINE_COST;
        }
    }

    /// @param text a line each: the name of its log, a tab, and its bytes; empty where no line is kept
    /// @param lines how many of each log
    /// @param leftOut further lines, beyond what one cut may hold
    /// @param end where the next cut of this detection goes on
    public record Piece(byte[] text, Map<String, Integer> lines, int leftOut, long end) {}

    /// @param millis when it was written, by its own word
    public synchronized void keep(long millis, String log, byte[] text) {
        Line line = new Line(next++, millis, log, text);
        lines.add(line);
        bytes += line.cost();
        while (bytes > BYTES_MAX) {
            bytes -= lines.remove().cost();
        }
    }

    /// The lines of that time that name the client.
    ///
    /// @param from where the cut before this one ended; 0 for the first
    public synchronized Piece cut(Endpoint client, long fromMillis, long toMillis, long from) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Map<String, Integer> counts = new TreeMap<>();
        int leftOut = 0;
        for (Line line : lines) {
            boolean then = line.millis >= fromMillis - SKEW_MILLIS && line.millis <= toMillis + SKEW_MILLIS;
            if (line.number < from || !then || !names(line.text, client)) {
                continue;
            }
            if (text.size() + line.cost() > CUT_BYTES_MAX) {
                leftOut++;
                continue;
            }
            counts.merge(line.log, 1, Integer::sum);
            text.writeBytes((line.log + "\t").getBytes(StandardCharsets.UTF_8));
            text.writeBytes(line.text);
            text.write('\n');
        }
        return new Piece(text.toByteArray(), counts, leftOut, next);
    }

    /// However the address is written: IPv6 has many ways.
    static boolean names(byte[] line, Endpoint client) {
        Matcher found = (client.v6() ? V6 : V4).matcher(new String(line, StandardCharsets.ISO_8859_1));
        IpAddress wanted = client.address();
        while (found.find()) {
            if (isThat(found.group(), wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isThat(String text, IpAddress wanted) {
        try {
            return IpAddress.parse(text).equals(wanted);
        } catch (IllegalArgumentException another) {
            return false;
        }
    }
}
