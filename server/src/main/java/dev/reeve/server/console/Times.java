package dev.reeve.server.console;

import dev.reeve.server.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Times as pages write them: in the desk's zone, and how far off.
public final class Times {
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private final ZoneId zone;
    private final InstantSource time;

    Times(Settings settings, InstantSource time) {
        this.zone = settings.desk().timeZone();
        this.time = time;
    }

    public String at(@Nullable Instant instant) {
        return instant == null ? "—" : FULL.format(instant.atZone(zone));
    }

    public String day(@Nullable Instant instant) {
        return instant == null ? "—" : DAY.format(instant.atZone(zone));
    }

    /// A date of an inventory or a policy is its first instant in UTC; in a zone west of it that is the day before.
    public String dayUtc(@Nullable Instant instant) {
        return instant == null ? "—" : DAY.format(instant.atZone(ZoneOffset.UTC));
    }

    public String zone() {
        return zone.getId();
    }

    public boolean past(@Nullable Instant instant) {
        return instant != null && instant.isBefore(time.instant());
    }

    public boolean soon(@Nullable Instant instant) {
        return instant != null && instant.isBefore(time.instant().plus(Duration.ofHours(12)));
    }

    /// `in 3 h`, `2 d ago`.
    public String away(@Nullable Instant instant) {
        if (instant == null) {
            return "—";
        }
        Duration length = Duration.between(time.instant(), instant);
        if (length.abs().toMinutes() == 0) {
            return "now";
        }
        String size = size(length.abs());
        return length.isNegative() ? size + " ago" : "in " + size;
    }

    private static String size(Duration length) {
        if (length.toDays() > 1) {
            return length.toDays() + " d";
        }
        return length.toHours() > 0 ? length.toHours() + " h" : length.toMinutes() + " min";
    }
}
