package dev.reeve.formats.mail;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.formats.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The way that a mail took, read from its `Received` fields (RFC 5321 §4.4), the last hop first.
///
/// Each server writes its field above those that were there, so the top is true as far as the reporter is,
/// and from the first server of somebody else on, everything below may be made up by the sender. The culprit
/// is the address that handed the mail over to the reporter's side: never looked for any further down.
public record ReceivedChain(List<Hop> hops) {
    /// Most hops: RFC 5321 §6.3 wants at least 100 before a loop is cried.
    static final int HOPS_MAX = 100;

    private static final String ADDRESS =
            "((?:\\d{1,3}\\.){3}\\d{1,3}|(?i:ipv6:)?[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}"
                    + "(?:(?:\\d{1,3}\\.){3}\\d{1,3})?)";

    /// Where a server writes the address that it saw, surest first: in brackets within a comment, alone in a
    /// comment, in brackets, bare. A name that the other side gave itself (`helo=`) is never it.
    private static final List<Pattern> SEEN = List.of(
            Pattern.compile("\\([^()]{0,200}?\\[" + ADDRESS + "\\](?::(\\d{1,5}))?"),
            Pattern.compile("\\((?:[\\w.-]{1,255} )?" + ADDRESS + "(?::(\\d{1,5}))?\\)"),
            Pattern.compile("\\[" + ADDRESS + "\\](?::(\\d{1,5}))?"),
            Pattern.compile("^(?i:from)\\s+" + ADDRESS + "()(?=[\\s;]|$)"));

    /// What the other side said of itself.
    private static final Pattern SAID = Pattern.compile("(?i)\\((?:HELO|EHLO) [^()]{0,300}\\)|\\bhelo=[^\\s)]{0,300}");

    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.-])((?:[A-Za-z0-9_-]{1,63}\\.){1,10}[A-Za-z][A-Za-z0-9-]{0,62})");

    /// Names below which many hold names of their own, where two labels don't make an organisation.
    private static final Pattern SHARED_SUFFIX = Pattern.compile("(?:co|com|net|org|ac|gov|edu|ne|or|go)\\.[a-z]{2}");

    public ReceivedChain {
        hops = List.copyOf(hops);
    }

    /// @param from the address that the server saw; empty where it wrote none, or handed on within itself
    /// @param port the port that it saw, where it wrote one; 0 otherwise
    /// @param names all that the other side was called, by itself or by the resolver; lower case
    /// @param by the server that wrote this; empty where it doesn't say
    public record Hop(
            MailField field, Optional<IpAddress> from, int port, List<String> names, String by, Optional<Instant> at) {
        public Hop {
            names = List.copyOf(names);
        }

        boolean fromOutside() {
            return from.filter(ip -> !Addresses.isInside(ip)).isPresent();
        }
    }

    public static ReceivedChain of(MailPart mail) {
        return of(mail.fields());
    }

    public static ReceivedChain of(List<MailField> fields) {
        return new ReceivedChain(fields.stream()
                .filter(f -> f.is("Received"))
                .limit(HOPS_MAX)
                .map(ReceivedChain::hop)
                .toList());
    }

    /// The hop over which the mail came to the reporter's side.
    ///
    /// With the provider's addresses known, it is the topmost hop from one of them that is reached without
    /// passing a stranger twice; else the topmost one from outside, servers of the reporter's own
    /// organisation passed over.
    public Optional<Hop> handOver(Provider provider) {
        if (provider.isKnown()) {
            Optional<Hop> own = hops.stream()
                    .filter(h -> h.from().filter(provider::holds).isPresent())
                    .findFirst();
            if (own.isPresent()) {
                return own;
            }
        }
        for (Hop hop : hops) {
            if (hop.fromOutside() && !isWithin(hop)) {
                return Optional.of(hop);
            }
        }
        return hops.stream().filter(Hop::fromOutside).findFirst();
    }

    /// Whether both ends are of one organisation, by the names that they have.
    private static boolean isWithin(Hop hop) {
        String by = organisation(hop.by());
        return !by.isEmpty()
                && hop.names().stream().allMatch(n -> organisation(n).equals(by))
                && !hop.names().isEmpty();
    }

    private static String organisation(String name) {
        String[] labels = name.split("\\.", -1);
        if (labels.length < 2) {
            return "";
        }
        String two = labels[labels.length - 2] + "." + labels[labels.length - 1];
        return labels.length > 2 && SHARED_SUFFIX.matcher(two).matches() ? labels[labels.length - 3] + "." + two : two;
    }

    private static Hop hop(MailField field) {
        String value = field.value();
        int semicolon = value.lastIndexOf(';');
        Optional<Instant> at = MailDates.find(value.substring(semicolon + 1));
        String way = semicolon < 0 ? value : value.substring(0, semicolon);
        int by = outside(way, " by ");
        String from = by < 0 ? way : way.substring(0, by);
        boolean hasFrom = from.regionMatches(true, 0, "from ", 0, 5);
        String server =
                by < 0 ? way.regionMatches(true, 0, "by ", 0, 3) ? way.substring(3) : "" : way.substring(by + 4);
        Matcher name = NAME.matcher(server.stripLeading());
        String byName = name.lookingAt() ? name.group(1).toLowerCase(Locale.ROOT) : "";
        Optional<Matcher> seen = hasFrom ? seen(from) : Optional.empty();
        int port = seen.map(m -> m.group(2))
                .filter(p -> p != null && !p.isEmpty())
                .map(Integer::parseInt)
                .filter(p -> p <= 65535)
                .orElse(0);
        return new Hop(
                field, seen.flatMap(m -> Addresses.parse(m.group(1))), port, names(hasFrom ? from : ""), byName, at);
    }

    private static Optional<Matcher> seen(String from) {
        String told = SAID.matcher(from).replaceAll(match -> " ".repeat(match.end() - match.start()));
        for (Pattern pattern : SEEN) {
            Matcher matcher = pattern.matcher(told);
            while (matcher.find()) {
                if (Addresses.parse(matcher.group(1)).isPresent()) {
                    return Optional.of(matcher);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> names(String from) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(from);
        while (matcher.find() && names.size() < 10) {
            names.add(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /// Where the word stands outside of comments; -1 when nowhere.
    private static int outside(String text, String word) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            if (depth == 0 && text.regionMatches(true, i, word, 0, word.length())) {
                return i;
            }
        }
        return -1;
    }
}
