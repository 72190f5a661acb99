package dev.reeve.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What may be written for a key. Each shape says so in one phrase, for the reference page and for errors.
sealed interface Shape {
    /// What to write, such as `a whole number from 1 to 65535`.
    String phrase();

    /// One scalar.
    sealed interface One extends Shape {
        /// @throws IllegalArgumentException when the text is not of this shape
        Object parse(String text);
    }

    record Text() implements One {
        @Override
        public String phrase() {
            return "text on one line";
        }

        @Override
        public Object parse(String text) {
            return matching(text, Pattern.compile("[^\\p{Cntrl}]{1,500}"));
        }
    }

    /// May span lines, as postal addresses do.
    record Lines() implements One {
        @Override
        public String phrase() {
            return "text; several lines after a `|`";
        }

        @Override
        public Object parse(String text) {
            return text.strip();
        }
    }

    record Whole(int min, int max) implements One {
        @Override
        public String phrase() {
            return "a whole number from " + min + " to " + max;
        }

        @Override
        public Object parse(String text) {
            int number = Integer.parseInt(text);
            if (number < min || number > max) {
                throw new IllegalArgumentException(text);
            }
            return number;
        }
    }

    /// In bytes.
    record Size(long min, long max) implements One {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?(kB|MB|GB)");

        @Override
        public String phrase() {
            return "a size such as 50 MB, from " + min / 1000 + " kB to " + max / 1_000_000 + " MB";
        }

        @Override
        public Object parse(String text) {
            Matcher m = FORM.matcher(text);
            if (!m.matches()) {
                throw new IllegalArgumentException(text);
            }
            long unit = switch (m.group(2)) {
                case "kB" -> 1000L;
                case "MB" -> 1_000_000L;
                default -> 1_000_000_000L;
            };
            long bytes = Long.parseLong(m.group(1)) * unit;
            if (bytes < min || bytes > max) {
                throw new IllegalArgumentException(text);
            }
            return bytes;
        }
    }

    record Length(Duration min, Duration max) implements One {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,6}) ?(s|m|h|d)");

        @Override
        public String phrase() {
            return "a length of time such as 30 s, 15 m, 6 h or 2 d, from " + word(min) + " to " + word(max);
        }

        @Override
        public Object parse(String text) {
            Matcher m = FORM.matcher(text);
            if (!m.matches()) {
                throw new IllegalArgumentException(text);
            }
            long count = Long.parseLong(m.group(1));
            Duration length = switch (m.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
            if (length.compareTo(min) < 0 || length.compareTo(max) > 0) {
                throw new IllegalArgumentException(text);
            }
            return length;
        }

        private static String word(Duration length) {
            return length.toSeconds() < 60
                    ? length.toSeconds() + " s"
                    : length.toMinutes() < 60
                            ? length.toMinutes() + " m"
                            : length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " d";
        }
    }

    record Choice(List<String> words) implements One {
        @Override
        public String phrase() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public Object parse(String text) {
            if (!words.contains(text)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        }
    }

    record MailAddress() implements One {
        @Override
        public String phrase() {
            return "a mail address such as abuse@example.net";
        }

        @Override
        public Object parse(String text) {
            return matching(text, Pattern.compile("[^\\s@<>\",;]{1,64}@[A-Za-z0-9.-]{1,253}"))
                    .toLowerCase(Locale.ROOT);
        }
    }

    record HostName() implements One {
        @Override
        public String phrase() {
            return "a host name or an address";
        }

        @Override
        public Object parse(String text) {
            return matching(text, Pattern.compile("[A-Za-z0-9.:-]{1,253}")).toLowerCase(Locale.ROOT);
        }
    }

    record WebAddress() implements One {
        @Override
        public String phrase() {
            return "an address such as https://abuse.example.net, without a final slash";
        }

        @Override
        public Object parse(String text) {
            URI uri = URI.create(matching(text, Pattern.compile("https?://[^\\s/?#]+(/[^\\s?#]*[^\\s?#/])?")));
            if (uri.getHost() == null) {
                throw new IllegalArgumentException(text);
            }
            return uri;
        }
    }

    record DatabaseAddress() implements One {
        @Override
        public String phrase() {
            return "a JDBC address such as jdbc:postgresql://db.example.net:5432/reeve";
        }

        @Override
        public Object parse(String text) {
            return matching(text, Pattern.compile("jdbc:postgresql://\\S+"));
        }
    }

    record FilePath() implements One {
        @Override
        public String phrase() {
            return "a path; a relative one begins at the folder of this file";
        }

        @Override
        public Object parse(String text) {
            return Path.of(matching(text, Pattern.compile("[^\\p{Cntrl}]{1,4000}")));
        }
    }

    record Zone() implements One {
        @Override
        public String phrase() {
            return "a time zone such as America/New_York";
        }

        @Override
        public Object parse(String text) {
            try {
                return ZoneId.of(text);
            } catch (java.time.DateTimeException noSuchZone) {
                throw new IllegalArgumentException(noSuchZone);
            }
        }
    }

    record Day() implements One {
        @Override
        public String phrase() {
            return "a date such as 2026-12-24";
        }

        @Override
        public Object parse(String text) {
            try {
                return LocalDate.parse(text);
            } catch (java.time.DateTimeException notADate) {
                throw new IllegalArgumentException(notADate);
            }
        }
    }

    /// A list of one shape.
    record Several(One each) implements Shape {
        @Override
        public String phrase() {
            return "a list, each " + each.phrase();
        }
    }

    /// Named whole numbers.
    record Numbers(Set<String> names, int max) implements Shape {
        @Override
        public String phrase() {
            return "names and whole numbers from 0 to " + max;
        }
    }

    /// Left to the part that owns it; kept with the place of every value.
    record Raw() implements Shape {
        @Override
        public String phrase() {
            return "a section of its own";
        }
    }

    private static String matching(String text, Pattern pattern) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
