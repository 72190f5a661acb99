package dev.reeve.actuators.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// How a value is written into one kind of place, so that it stays a value there.
public enum Escape {
    /// One segment of a path or one value of a query (RFC 3986 §2.3: all but the unreserved is percent-encoded).
    URL {
        @Override
        String apply(String name, String value) {
            // Dots are unreserved, but these two climb or vanish when the path is made canonical.
            if (value.equals(".") || value.equals("..")) {
                throw new UnusableOrderException("{" + name + "} is \"" + value + "\", which is no name in a URL");
            }
            return URLEncoder.encode(value, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A")
                    .replace("%7E", "~");
        }
    },
    FORM {
        @Override
        String apply(String name, String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    },
    HEADER {
        @Override
        String apply(String name, String value) {
            if (value.chars().anyMatch(c -> c < 0x20 || c > 0x7E)) {
                throw new UnusableOrderException("{" + name + "} has characters that a header cannot carry");
            }
            return value;
        }
    },
    /// A string node of a JSON tree: the writer of the tree does the quoting.
    JSON {
        @Override
        String apply(String name, String value) {
            return value;
        }
    },
    XML {
        @Override
        String apply(String name, String value) {
            if (value.chars().anyMatch(c -> c < 0x20 && c != '\t' && c != '\n' && c != '\r')) {
                throw new UnusableOrderException("{" + name + "} has characters that XML cannot carry");
            }
            return value.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&apos;");
        }
    },
    /// Part of a regular expression that must match the value itself.
    REGEX {
        @Override
        String apply(String name, String value) {
            return Pattern.quote(value);
        }
    },
    /// One step of a JSON pointer (RFC 6901 §3).
    POINTER {
        @Override
        String apply(String name, String value) {
            return value.replace("~", "~0").replace("/", "~1");
        }
    },
    /// Part of one argument of a program; no shell ever sees it.
    ARGUMENT {
        @Override
        String apply(String name, String value) {
            if (value.length() > ARGUMENT_LENGTH_MAX || value.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
                throw new UnusableOrderException("{" + name + "} is longer than " + ARGUMENT_LENGTH_MAX
                        + " characters or has control characters in it");
            }
            return value;
        }
    };

    /// Far above any name or sentence, far below the kernel's limit for one argument.
    private static final int ARGUMENT_LENGTH_MAX = 8000;

    abstract String apply(String name, String value);
}
