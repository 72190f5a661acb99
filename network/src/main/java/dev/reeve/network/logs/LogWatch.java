package dev.reeve.network.logs;

import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.FlowSink;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/// Reads logs of other sensors and servers, and shows each line to whoever reads such a log. What a file is, is
/// told by its first lines; a line that can't be read is counted and named, and the next one is read.
public final class LogWatch {
    /// Different problems of one file that are named; the rest is counted as bad only.
    private static final int PROBLEMS_MAX = 10;

    private static final List<String> ZEEK_LOGS =
            List.of("notice", "conn", "irc", "socks", "http", "ssh", "ftp", "smtp", "dns", "ssl", "files", "weird");

    private final List<LogDetector> detectors;
    private final Signs signs;
    private final SyslogLine syslog;
    private final LongConsumer time;

    /// @param flows takes connections that were logged
    /// @param now about when lines were written: those of syslog may have no year
    /// @param zone of lines that name none
    /// @param time told the time of each line
    public LogWatch(Signs signs, FlowSink flows, InstantSource now, ZoneId zone, LongConsumer time) {
        this.detectors = detectors(flows);
        this.signs = signs;
        this.syslog = new SyslogLine(now, zone);
        this.time = time;
    }

    /// Every reader of logs that comes with Reeve.
    public static List<LogDetector> detectors(FlowSink flows) {
        return List.of(
                new ZeekNoticeDetector(),
                new ZeekProtocolDetector(),
                new ZeekConnectionDetector(flows),
                new EveAlertDetector(),
                new EveFlowDetector(flows),
                new LoginLogDetector());
    }

    /// @param name of the file: Zeek's logs are named by it
    /// @throws IOException when it can't be read on
    public LogHealth read(String name, InputStream in) throws IOException {
        Log log = log(name);
        LogLines lines = new LogLines(in);
        String line = lines.next();
        while (line != null) {
            log.line(line);
            line = lines.next();
        }
        return log.health(lines.tooLong());
    }

    /// A log whose lines come by and by.
    ///
    /// @param name of the file: Zeek's logs are named by it
    public Log log(String name) {
        return new Log(name.toLowerCase(Locale.ROOT));
    }

    /// One log, and what became of its lines.
    public final class Log {
        private final String name;
        private final ZeekTable table = new ZeekTable();
        private final Map<String, Long> problems = new LinkedHashMap<>();
        private String form = "";
        private boolean tabular;
        private long lines;
        private long meant;
        private long passed;
        private long bad;

        private Log(String name) {
            this.name = name;
        }

        /// Shows one line to whoever reads such a log.
        ///
        /// @return when it was written, of a line that says something that matters
        public OptionalLong line(String line) {
            lines++;
            try {
                if (line.isBlank()) {
                    passed++;
                } else if (line.startsWith("#separator ") || tabular && line.startsWith("#")) {
                    tabular = true;
                    table.head(line);
                    passed++;
                } else {
                    return record(line);
                }
            } catch (LogException unreadable) {
                bad++;
                String problem = String.valueOf(unreadable.getMessage());
                if (problems.containsKey(problem) || problems.size() < PROBLEMS_MAX) {
                    problems.putIfAbsent(problem, lines);
                }
            }
            return OptionalLong.empty();
        }

        private OptionalLong record(String line) throws LogException {
            LogRecord record = line.startsWith("{")
                    ? json(line)
                    : tabular ? zeek(table.values(line), table.path()) : syslog.read(line);
            form = form.isEmpty() ? record.log() : form.equals(record.log()) ? form : "several";
            time.accept(record.atMillis());
            boolean any = false;
            for (LogDetector detector : detectors) {
                if (detector.reads().contains(record.log())) {
                    any |= detector.record(record, signs);
                }
            }
            meant += any ? 1 : 0;
            passed += any ? 0 : 1;
            return any ? OptionalLong.of(record.atMillis()) : OptionalLong.empty();
        }

        private LogRecord json(String line) throws LogException {
            Map<String, String> values = JsonLine.values(line);
            String event = values.get("event_type");
            if (event != null) {
                String log = "eve/" + event;
                return new LogRecord(log, LogTime.millis(values.getOrDefault("timestamp", "")), values);
            }
            return zeek(values, values.getOrDefault("_path", pathOf(values)));
        }

        private LogRecord zeek(Map<String, String> values, String path) throws LogException {
            if (path.isEmpty()) {
                throw new LogException("neither a log of Zeek that is known here nor an event of Suricata");
            }
            return new LogRecord("zeek/" + path, LogTime.millis(values.getOrDefault("ts", "")), values);
        }

        /// Zeek's JSON doesn't say which log it is; the file's name does, else what its lines have.
        private String pathOf(Map<String, String> values) {
            for (String log : ZEEK_LOGS) {
                if (name.equals(log) || name.startsWith(log + ".") || name.startsWith(log + "_")) {
                    return log;
                }
            }
            if (values.containsKey("note")) {
                return "notice";
            }
            if (values.containsKey("conn_state")) {
                return "conn";
            }
            if (values.containsKey("auth_success") || values.containsKey("auth_attempts")) {
                return "ssh";
            }
            if (values.containsKey("mailfrom") || values.containsKey("helo")) {
                return "smtp";
            }
            if (values.containsKey("status_code") || values.containsKey("method")) {
                return "http";
            }
            if (values.containsKey("nick")) {
                return "irc";
            }
            if (values.containsKey("reply_code")) {
                return "ftp";
            }
            return values.containsKey("bound.host") || values.containsKey("request.host") ? "socks" : "";
        }

        /// @param tooLong lines that were not shown, for their length
        public LogHealth health(long tooLong) {
            if (tooLong > 0) {
                problems.put("longer than " + LogLines.LINE_BYTES_MAX + " bytes", tooLong);
            }
            String taken = form.isEmpty() ? "nothing that is known here" : form;
            return new LogHealth(taken, lines + tooLong, meant, passed, bad + tooLong, problems);
        }
    }
}
