package dev.reeve.core.evidence;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an observation is about, and what a client can hold: an address, a prefix, a domain, a URL, a mailbox, a login,
/// a
/// file. A name only; nothing here is looked up or fetched.
public sealed interface Resource {
    /// Longest text of a resource that is taken from hostile input: RFC 9110 §4.1 recommends 8000 octets for URLs.
    int LENGTH_MAX = 8000;

    /// `address`, `prefix`, `domain`, `url`, `mailbox`, `login`, `file`.
    String type();

    /// The canonical text within its type.
    String text();

    /// Type and text in one: equal for equal resources, stable for ever.
    default String key() {
        return type() + ":" + text();
    }

    /// The inverse of {@link #key()}.
    ///
    /// @throws IllegalArgumentException naming what is wrong
    static Resource parseKey(String key) {
        int colon = key.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a resource is written type:text, not \"" + key + '"');
        }
        return parse(key.substring(0, colon), key.substring(colon + 1));
    }

    /// @throws IllegalArgumentException naming what is wrong
    static Resource parse(String type, String text) {
        return switch (type) {
            case "address" -> Address.parse(text);
            case "prefix" -> new Prefix(IpPrefix.parse(text));
            case "domain" -> new Domain(text);
            case "url" -> new Url(text);
            case "mailbox" -> new Mailbox(text);
            case "login" -> Login.parse(text);
            case "file" -> HostedFile.parse(text);
            default ->
                throw new IllegalArgumentException("\"" + type
                        + "\" is no type of resource; write address, prefix, domain, url, mailbox, login or file");
        };
    }

    private static String checked(String what, String text) {
        boolean clean =
                !text.isBlank() && text.length() <= LENGTH_MAX && text.chars().noneMatch(c -> c < 0x21 || c == 0x7F);
        if (!clean) {
            throw new IllegalArgumentException(
                    "a " + what + " is 1 to " + LENGTH_MAX + " characters without spaces or control characters");
        }
        return text;
    }

    /// One address, with the port it used where that is known: behind a shared address only the port tells clients
    /// apart
    /// (RFC 6302).
    record Address(IpAddress ip, @Nullable Integer port) implements Resource {
        public Address {
            if (port != null && (port < 0 || port > 65535)) {
                throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
            }
        }

        public static Address of(String ip) {
            return new Address(IpAddress.parse(ip), null);
        }

        static Address parse(String text) {
            if (text.startsWith("[")) {
                int close = text.indexOf("]:");
                if (close < 0) {
                    throw new IllegalArgumentException("an IPv6 address with a port is written [address]:port");
                }
                return new Address(IpAddress.parse(text.substring(1, close)), port(text.substring(close + 2)));
            }
            int colon = text.indexOf(':');
            boolean v4WithPort = colon >= 0 && text.indexOf(':', colon + 1) < 0;
            return v4WithPort
                    ? new Address(IpAddress.parse(text.substring(0, colon)), port(text.substring(colon + 1)))
                    : of(text);
        }

        private static int port(String text) {
            if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("not a port: \"" + text + '"');
            }
            return Integer.parseInt(text);
        }

        @Override
        public String type() {
            return "address";
        }

        @Override
        public String text() {
            if (port == null) {
                return ip.toString();
            }
            return ip.family() == IpAddress.Family.IPV4 ? ip + ":" + port : "[" + ip + "]:" + port;
        }
    }

    /// A block of addresses.
    record Prefix(IpPrefix prefix) implements Resource {
        @Override
        public String type() {
            return "prefix";
        }

        @Override
        public String text() {
            return prefix.toString();
        }
    }

    /// A domain name in lower case, without the final dot; internationalised names stay as they were written.
    record Domain(String name) implements Resource {
        public Domain {
            name = checked("domain", name).toLowerCase(Locale.ROOT);
            name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            boolean odd = name.isEmpty()
                    || name.length() > 253
                    || name.indexOf('/') >= 0
                    || name.indexOf('@') >= 0
                    || name.startsWith(".");
            if (odd) {
                throw new IllegalArgumentException("not a domain name: \"" + name + '"');
            }
        }

        /// Whether this name is the other or lies beneath it.
        public boolean within(Domain other) {
            return name.equals(other.name) || name.endsWith("." + other.name);
        }

        @Override
        public String type() {
            return "domain";
        }

        @Override
        public String text() {
            return name;
        }
    }

    /// A URL as it was reported. Host and path are cut out by the rules of RFC 3986 §3; userinfo is ignored.
    record Url(String value) implements Resource {
        private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.+");

        public Url {
            checked("URL", value);
            if (!SCHEME.matcher(value).matches()) {
                throw new IllegalArgumentException("a URL begins with its scheme, as in https://host/path");
            }
        }

        /// The host in lower case, without brackets; empty when there is none.
        public String host() {
            String authority = authority();
            authority = authority.substring(authority.lastIndexOf('@') + 1);
            if (authority.startsWith("[")) {
                int close = authority.indexOf(']');
                return close < 0 ? "" : authority.substring(1, close).toLowerCase(Locale.ROOT);
            }
            int colon = authority.indexOf(':');
            return (colon < 0 ? authority : authority.substring(0, colon)).toLowerCase(Locale.ROOT);
        }

        /// The path without query and fragment; `/` where there is none.
        public String path() {
            String rest = value.substring(value.indexOf("://") + 3 + authority().length());
            int end = endOf(rest, "?#");
            return end == 0 ? "/" : rest.substring(0, end);
        }

        private String authority() {
            String rest = value.substring(value.indexOf("://") + 3);
            return rest.substring(0, endOf(rest, "/?#\\"));
        }

        private static int endOf(String text, String stops) {
            for (int i = 0; i < text.length(); i++) {
                if (stops.indexOf(text.charAt(i)) >= 0) {
                    return i;
                }
            }
            return text.length();
        }

        @Override
        public String type() {
            return "url";
        }

        @Override
        public String text() {
            return value;
        }
    }

    /// A mailbox, lower-cased: no host in practice tells `A@x` from `a@x`.
    record Mailbox(String address) implements Resource {
        public Mailbox {
            address = checked("mailbox", address).toLowerCase(Locale.ROOT);
            int at = address.lastIndexOf('@');
            if (at < 1 || at == address.length() - 1 || address.length() > 320) {
                throw new IllegalArgumentException("a mailbox is written name@domain, not \"" + address + '"');
            }
        }

        public Domain domain() {
            return new Domain(address.substring(address.lastIndexOf('@') + 1));
        }

        @Override
        public String type() {
            return "mailbox";
        }

        @Override
        public String text() {
            return address;
        }
    }

    /// A login on a node.
    record Login(String node, String user) implements Resource {
        public Login {
            checked("node", node);
            checked("login", user);
            if (node.indexOf('/') >= 0) {
                throw new IllegalArgumentException("a node's name has no slash");
            }
        }

        static Login parse(String text) {
            int slash = text.indexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException("a login is written node/user");
            }
            return new Login(text.substring(0, slash), text.substring(slash + 1));
        }

        @Override
        public String type() {
            return "login";
        }

        @Override
        public String text() {
            return node + "/" + user;
        }
    }

    /// A file on a node, by its absolute path there.
    record HostedFile(String node, String path) implements Resource {
        public HostedFile {
            checked("node", node);
            if (!path.startsWith("/") || path.length() > LENGTH_MAX || node.indexOf('/') >= 0) {
                throw new IllegalArgumentException("a file is written node/absolute/path");
            }
        }

        static HostedFile parse(String text) {
            int slash = text.indexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException("a file is written node/absolute/path");
            }
            return new HostedFile(text.substring(0, slash), text.substring(slash));
        }

        @Override
        public String type() {
            return "file";
        }

        @Override
        public String text() {
            return node + path;
        }
    }
}
