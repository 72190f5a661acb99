package dev.reeve.network.logs;

import dev.reeve.network.detection.Signs;
import java.util.Set;

/// Reads one kind of abuse, or one log, out of what others wrote. One class, registered by its presence.
public interface LogDetector {
    /// Name and version, as in `zeek-notice/1`.
    String name();

    /// Logs that it wants to see, such as `zeek/notice`, `eve/alert` or `syslog`.
    Set<String> reads();

    /// @return whether the record said something that matters here
    boolean record(LogRecord record, Signs signs);
}
