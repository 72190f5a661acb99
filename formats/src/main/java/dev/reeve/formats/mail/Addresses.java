package dev.reeve.formats.mail;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Mail addresses and network addresses in header fields.
public final class Addresses {
    private static final Pattern MAILBOX = Pattern.compile("[^\\s<>\",;:()\\[\\]@]{1,128}@[A-Za-z0-9._-]{1,253}");
    private static final Pattern ANGLED = Pattern.compile("<([^<>\\s]{1,256}@[^<>\\s]{1,256})>");
    private static final Pattern IP = Pattern.compile(
            "(?<![\\w.:])(?:(?:\\d{1,3}\\.){3}\\d{1,3}|(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4})(?![\\w.]*[\\w:])");

    /// Nobody is accused for an address inside somebody else's network.
    private static final List<IpPrefix> INSIDE = Stream.of(
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "0.0.0.0/8",
                    "100.64.0.0/10",
                    "fc00::/7",
                    "fe80::/10",
                    "::1/128")
            .map(IpPrefix::parse)
            .toList();

    private Addresses() {}

    /// The first mailbox in a field, or empty.
    public static String mailbox(String value) {
        if (value.indexOf('@') < 0) {
            return "";
        }
        Matcher angled = ANGLED.matcher(value);
        String where = angled.find() ? angled.group(1) : value;
        Matcher matcher = MAILBOX.matcher(where);
        return matcher.find() ? matcher.group() : "";
    }

    /// What follows the at sign, in lower case, or empty.
    public static String domain(String mailbox) {
        return mailbox.substring(mailbox.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    public static boolean isInside(IpAddress ip) {
        for (IpPrefix prefix : INSIDE) {
            if (prefix.contains(ip)) {
                return true;
            }
        }
        return false;
    }

    /// All network addresses in a text, in order.
    public static Stream<String> ips(String text) {
        return IP.matcher(text)
                .results()
                .map(result -> result.group())
                .filter(found -> parse(found).isPresent());
    }

    public static Optional<IpAddress> parse(String text) {
        String bare = text.strip();
        bare = bare.startsWith("[") ? bare.substring(1) : bare;
        bare = bare.regionMatches(true, 0, "IPv6:", 0, 5) ? bare.substring(5) : bare;
        bare = bare.endsWith("]") ? bare.substring(0, bare.length() - 1) : bare;
        if (!mayBeAddress(bare)) {
            return Optional.empty();
        }
        try {
            return Optional.of(IpAddress.parse(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Names and words are told apart without the cost of an exception.
    private static boolean mayBeAddress(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && c != ':' && (c > 127 || Character.digit(c, 16) < 0)) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 45;
    }
}
