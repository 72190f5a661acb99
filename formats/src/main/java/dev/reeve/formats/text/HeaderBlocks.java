package dev.reeve.formats.text;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.formats.Provider;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.ReceivedChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Headers of mail that somebody pasted into a text: who handed the mail over is found by walking its `Received`
/// fields,
/// and nothing else in them accuses anybody.
final class HeaderBlocks {
    private static final int BLOCKS_MAX = 50;

    /// Longest value that is looked at; RFC 5321 keeps honest ones below a thousand.
    private static final int VALUE_LENGTH_MAX = 2_000;
    private static final byte[] NOTHING = new byte[0];

    /// @param from first character
    /// @param to the one after the last
    private record Block(int from, int to, Optional<ReceivedChain.Hop> handOver) {}

    private final List<Block> blocks;

    private HeaderBlocks(List<Block> blocks) {
        this.blocks = blocks;
    }

    static HeaderBlocks of(String text, Lines lines, Provider provider) {
        List<Block> blocks = new ArrayList<>();
        int line = 0;
        while (line < lines.count() && blocks.size() < BLOCKS_MAX) {
            if (!text.startsWith("Received:", lines.content(line))
                    && !text.startsWith("received:", lines.content(line))) {
                line++;
                continue;
            }
            int first = line;
            while (first > 0 && isField(text, lines, first - 1)) {
                first--;
            }
            int end = line + 1;
            List<MailField> fields = new ArrayList<>();
            StringBuilder value = new StringBuilder(
                    text.substring(lines.content(line) + 9, lines.to(line)).strip());
            String name = "Received";
            while (end < lines.count()
                    && !lines.isBlank(end)
                    && (isField(text, lines, end) || continues(text, lines, end))) {
                if (isField(text, lines, end)) {
                    fields.add(field(name, value.toString()));
                    int colon = text.indexOf(':', lines.content(end));
                    name = text.substring(lines.content(end), colon);
                    value = new StringBuilder(
                            text.substring(colon + 1, lines.to(end)).strip());
                } else {
                    value.append(' ')
                            .append(text.substring(lines.content(end), lines.to(end))
                                    .strip());
                }
                end++;
            }
            fields.add(field(name, value.toString()));
            blocks.add(new Block(
                    lines.from(first),
                    lines.to(end - 1),
                    ReceivedChain.of(fields).handOver(provider)));
            line = end;
        }
        return new HeaderBlocks(blocks);
    }

    private static MailField field(String name, String value) {
        String kept = value.length() > VALUE_LENGTH_MAX ? value.substring(0, VALUE_LENGTH_MAX) : value;
        return new MailField(name, kept, new ByteSource(NOTHING, 0, 0, -1, 0), "", 0, 0);
    }

    /// A name without spaces and a colon at the beginning of a line.
    private static boolean isField(String text, Lines lines, int line) {
        int i = lines.content(line);
        int begin = i;
        while (i < lines.to(line)
                && i - begin < 60
                && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '-' || text.charAt(i) == '_')) {
            i++;
        }
        return i > begin
                && i < lines.to(line)
                && text.charAt(i) == ':'
                && i - begin < 60
                && (i + 1 >= lines.to(line) || text.charAt(i + 1) <= ' ' || text.charAt(i + 1) != '/')
                && Character.isUpperCase(text.charAt(begin));
    }

    /// A folded line begins with a space, or with what only a `Received` field says.
    private static boolean continues(String text, Lines lines, int line) {
        int begin = lines.content(line);
        boolean indented =
                begin > lines.from(line) && text.charAt(begin - 1) <= ' ' && text.charAt(Math.max(0, begin - 1)) != '>';
        return indented
                || text.startsWith("by ", begin)
                || text.startsWith("for ", begin)
                || text.startsWith("with ", begin)
                || text.startsWith("id ", begin)
                || text.startsWith("via ", begin)
                || text.startsWith("(envelope", begin);
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    boolean covers(int at) {
        for (Block block : blocks) {
            if (at >= block.from() && at < block.to()) {
                return true;
            }
        }
        return false;
    }

    Party party(Mention mention) {
        for (Block block : blocks) {
            if (mention.from() >= block.from() && mention.from() < block.to()) {
                Optional<IpAddress> culprit = block.handOver().flatMap(ReceivedChain.Hop::from);
                boolean same = mention.what() instanceof Mention.Ip ip
                        && culprit.filter(ip.address()::equals).isPresent();
                return same ? Party.SOURCE : Party.OTHER;
            }
        }
        return Party.OTHER;
    }

    /// When it was handed over.
    Optional<Instant> time(Mention mention) {
        return blocks.isEmpty()
                ? Optional.empty()
                : blocks.stream()
                        .filter(b -> mention.from() >= b.from() && mention.from() < b.to())
                        .findFirst()
                        .flatMap(Block::handOver)
                        .flatMap(ReceivedChain.Hop::at);
    }
}
