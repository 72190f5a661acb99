package dev.reeve.server.journal;

import dev.reeve.server.journal.Verdict.Broken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Verifies the journal in a dump by `pg_dump`, without a database: reads the one `COPY … journal … FROM stdin` of its
/// plain text. Other tables are passed over.
public final class DumpVerifier {
    /// Rows that may stand before their turn; a table that is only added to is dumped in order.
    private static final int AHEAD_MAX = 100_000;

    private static final Pattern COPY =
            Pattern.compile("COPY (?:\"?[A-Za-z0-9_]+\"?\\.)?\"?journal\"? \\(([^)]*)\\) FROM stdin;");
    private static final List<String> COLUMNS = List.of("seq", "stream_type", "stream_id", "version", "bytes", "hash");
    private static final HexFormat HEX = HexFormat.of();

    private final List<Anchors.Anchor> anchors;

    public DumpVerifier(List<Anchors.Anchor> anchors) {
        this.anchors = List.copyOf(anchors);
    }

    /// It is no dump that this can read, and says what to do instead.
    public static final class UnreadableDumpException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableDumpException(String message) {
            super(message);
        }
    }

    public Verdict verify(InputStream dump) throws IOException, UnreadableDumpException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(dump, StandardCharsets.UTF_8), 1 << 16);
        int[] places = places(lines);
        ChainCheck check = new ChainCheck(anchors);
        TreeMap<Long, ChainCheck.Row> ahead = new TreeMap<>();
        for (String line = lines.readLine(); line != null && !line.equals("\\."); line = lines.readLine()) {
            ChainCheck.Row row = row(line, places);
            if (row.seq() == check.last() + 1 || ahead.size() == AHEAD_MAX || row.seq() <= check.last()) {
                Optional<Broken> broken = check.next(row);
                if (broken.isPresent()) {
                    return broken.get();
                }
            } else {
                ahead.put(row.seq(), row);
            }
            Optional<Broken> broken = catchUp(ahead, check, false);
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        return catchUp(ahead, check, true).<Verdict>map(b -> b).orElseGet(check::end);
    }

    /// @param all whether nothing more comes, so that a row that is missing is missing
    private static Optional<Broken> catchUp(TreeMap<Long, ChainCheck.Row> ahead, ChainCheck check, boolean all) {
        while (!ahead.isEmpty() && (all || ahead.firstKey() == check.last() + 1)) {
            Optional<Broken> broken = check.next(ahead.pollFirstEntry().getValue());
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }

    /// Goes to the first row, and says which column is where.
    private static int[] places(BufferedReader lines) throws IOException, UnreadableDumpException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("PGDMP")) {
                throw new UnreadableDumpException(
                        "this is pg_dump's own format: pg_restore -f - FILE | ./reeve journal verify --dump -");
            }
            Matcher copy = COPY.matcher(line);
            if (copy.matches()) {
                List<String> names = Arrays.stream(copy.group(1).split(","))
                        .map(name -> name.strip().replace("\"", ""))
                        .toList();
                if (!names.containsAll(COLUMNS)) {
                    throw new UnreadableDumpException(
                            "the table journal has the columns " + names + ", not " + COLUMNS);
                }
                return COLUMNS.stream().mapToInt(names::indexOf).toArray();
            }
        }
        throw new UnreadableDumpException("there is no COPY of the table journal in it; make the dump with pg_dump, in"
                + " plain text and without --inserts");
    }

    private static ChainCheck.Row row(String line, int[] places) throws UnreadableDumpException {
        String[] fields = line.split("\t", -1);
        try {
            return new ChainCheck.Row(
                    Long.parseLong(fields[places[0]]),
                    text(fields[places[1]]) + "/" + text(fields[places[2]]),
                    Long.parseLong(fields[places[3]]),
                    fields[places[5]],
                    bytes(fields[places[4]]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException unfit) {
            throw new UnreadableDumpException("a row of the table journal can't be read: "
                    + line.substring(0, Math.min(line.length(), 60)) + "…");
        }
    }

    /// `\\x…`: the backslash of the hex form is doubled in a COPY.
    private static byte[] bytes(String field) {
        if (!field.startsWith("\\\\x")) {
            throw new IllegalArgumentException("not in hex");
        }
        return HEX.parseHex(field, 3, field.length());
    }

    /// Undoes COPY's escapes.
    private static String text(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                i++;
                text.append(
                        switch (field.charAt(i)) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            default -> field.charAt(i);
                        });
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
