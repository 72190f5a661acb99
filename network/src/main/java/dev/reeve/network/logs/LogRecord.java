package dev.reeve.network.logs;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.network.detection.Endpoint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of a log: named values as text, whatever it was written in. What is unset is absent.
///
/// @param log which log it is from, such as `zeek/conn`
/// @param atMillis when it was written, by the clock of whoever wrote it
public record LogRecord(String log, long atMillis, Map<String, String> values) {
    public LogRecord {
        values = Map.copyOf(values);
    }

    /// Empty where it is unset.
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /// 0 where it is unset or no number.
    double number(String name) {
        try {
            double number = Double.parseDouble(text(name));
            return Double.isFinite(number) ? number : 0;
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /// 0 where it is unset or no port.
    int port(String name) {
        double number = number(name);
        return number >= 0 && number <= 65_535 ? (int) number : 0;
    }

    /// Null where it is unset or no address.
    @Nullable
    Endpoint address(String name) {
        return endpoint(text(name));
    }

    static @Nullable Endpoint endpoint(String text) {
        try {
            IpAddress address = IpAddress.parse(text);
            return new Endpoint(address.high(), address.low(), address.family() == IpAddress.Family.IPV6);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
