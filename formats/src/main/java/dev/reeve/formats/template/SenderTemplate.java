package dev.reeve.formats.template;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Kind;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the mails of one sender are read: how they are known, and where the facts stand. One file.
///
/// @param name in lower case with hyphens; what read a report is called `NAME/VERSION`
/// @param senders domains that it comes from; mail from there that isn't recognised any more has drifted
/// @param recognise all of these match: `from`, `subject`, `body`
/// @param read `text`, `html`, `source` (the mail as it came, with its header), or a pattern for the name of
///     an attachment
/// @param sections parts of the text with a kind of their own; none means the whole text
/// @param record each match is one record; none means that the whole section is one
/// @param fields patterns with named groups, looked for within each record
/// @param message patterns with named groups, looked for in the whole text, for what the records don't say
/// @param kinds by a pattern for the group `kind`, the first that matches
/// @param timeFormat where the time is in no common form
/// @param zone of times that say none
/// @param samples mails with what must be read from them
public record SenderTemplate(
        String name,
        int version,
        List<String> senders,
        Map<String, Pattern> recognise,
        String read,
        List<Section> sections,
        Optional<Pattern> record,
        List<Pattern> fields,
        List<Pattern> message,
        Kind kind,
        Map<Pattern, Kind> kinds,
        Direction direction,
        Optional<DateTimeFormatter> timeFormat,
        Optional<ZoneId> zone,
        boolean spoofable,
        List<Sample> samples) {
    public SenderTemplate {
        senders = List.copyOf(senders);
        recognise = Map.copyOf(recognise);
        sections = List.copyOf(sections);
        fields = List.copyOf(fields);
        message = List.copyOf(message);
        kinds = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(kinds));
        samples = List.copyOf(samples);
    }

    /// From a line that matches to the next one that matches the end, or the end of the text.
    public record Section(Pattern begins, Optional<Pattern> ends, Kind kind) {}

    /// @param expect one line for each observation: `kind type:value from [to]`
    public record Sample(String mail, List<String> expect) {
        public Sample {
            expect = List.copyOf(expect);
        }
    }

    String format() {
        return name + "/" + version;
    }

    boolean isSender(String domain) {
        for (String sender : senders) {
            int before = domain.length() - sender.length() - 1;
            if (domain.endsWith(sender) && (before < 0 || domain.charAt(before) == '.')) {
                return true;
            }
        }
        return false;
    }
}
