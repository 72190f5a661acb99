package dev.reeve.formats.shadowserver;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the rows of one type of report say: one line of the data file.
///
/// @param name as in file names; ends with `*` for a rule that takes what has no line of its own
/// @param resources where culprits stand, the most specific first
/// @param title words of the subject; empty where it is not known
record ReportType(String name, Kind kind, Direction direction, Spoofing spoofing, List<Place> resources, String title) {
    ReportType {
        resources = List.copyOf(resources);
    }

    /// When a row's address may have been forged.
    enum Spoofing {
        NEVER,
        /// Where the row says that it was a datagram.
        UDP,
        ALWAYS
    }

    /// `address:ip:port`, `url:http_host+url`, `domain:request`: a type of resource and its columns.
    record Place(String type, List<String> columns) {
        private static final Pattern FORM =
                Pattern.compile("(address|prefix|url|domain|mailbox):([a-z0-9_]+)(?:[:+]([a-z0-9_]+))?");

        Place {
            columns = List.copyOf(columns);
        }

        static Place parse(String text) {
            var matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("\"" + text + "\" is no place; write address:ip:port or url:url");
            }
            return new Place(
                    matcher.group(1),
                    matcher.group(3) == null ? List.of(matcher.group(2)) : List.of(matcher.group(2), matcher.group(3)));
        }
    }

    boolean isRule() {
        return name.endsWith("*");
    }

    boolean matches(String other) {
        boolean open = name.startsWith("*");
        String core = name.replace("*", "");
        return !isRule() ? name.equals(other) : open ? other.contains(core) : other.startsWith(core);
    }

    /// One line: name, kind, direction, spoofing, places, title, set apart by bars.
    static ReportType parse(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 6) {
            throw new IllegalArgumentException("a line has six columns: " + line);
        }
        return new ReportType(
                cells[0].strip(),
                Kind.parse(cells[1].strip()),
                Direction.valueOf(cells[2].strip().toUpperCase(Locale.ROOT)),
                Spoofing.valueOf(cells[3].strip().toUpperCase(Locale.ROOT)),
                Pattern.compile("\\s+")
                        .splitAsStream(cells[4].strip())
                        .map(Place::parse)
                        .toList(),
                cells[5].strip().toLowerCase(Locale.ROOT));
    }
}
