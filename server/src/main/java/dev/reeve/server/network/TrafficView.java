package dev.reeve.server.network;

import dev.reeve.collector.traffic.Traffic;
import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.detection.Endpoint;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What clients send and get, for the console: whose addresses are busiest, and one client's curves with its
/// detections.
public final class TrafficView {
    /// Addresses of one client that are added up.
    private static final int ADDRESSES_MAX = 500;

    private static final int BLOCKS_MAX = 10_000;
    private static final Duration FINE = Duration.ofHours(1);

    /// Rows of the table that says the same as the plot.
    private static final int TABLE_ROWS = 12;

    private final Traffic traffic;
    private final Detections detections;
    private final JdbcClient jdbc;
    private final InstantSource time;

    public TrafficView(NetworkSensor sensor, JdbcClient jdbc, InstantSource time) {
        this.traffic = sensor.traffic();
        this.detections = sensor.detections();
        this.jdbc = jdbc;
        this.time = time;
    }

    /// Means of the last minute.
    ///
    /// @param account null where nobody holds the address now
    public record Busy(
            String address,
            @Nullable String account,
            double bitsOut,
            double bitsIn,
            double packetsOut,
            double packetsIn) {
        public String rate(double perSecond, String unit) {
            return Peak.scaled(Math.round(perSecond), unit);
        }
    }

    public List<Busy> busiest(int count) {
        List<Traffic.Rate> rates = traffic.busiest(count);
        Map<String, String> holders =
                holders(rates.stream().map(r -> r.address().toString()).toList());
        return rates.stream()
                .map(r -> new Busy(
                        r.address().toString(),
                        holders.get(r.address().toString()),
                        r.bitsOut(),
                        r.bitsIn(),
                        r.packetsOut(),
                        r.packetsIn()))
                .toList();
    }

    private Map<String, String> holders(List<String> addresses) {
        Map<String, String> holders = new HashMap<>();
        jdbc.sql("""
                select a.ip, h.account from unnest(string_to_array(:addresses, ',')) a (ip) join lateral (
                    select account from holding where kind = 'addresses' and known_to is null and block >>= a.ip::inet
                        and valid_from <= :now and (valid_to is null or valid_to > :now)
                    order by masklen(block) desc limit 1) h on true
                """)
                .param("addresses", String.join(",", addresses))
                .param("now", Timestamp.from(time.instant()))
                .query((row, n) -> holders.put(row.getString(1), row.getString(2)))
                .list();
        return holders;
    }

    /// One client's curves: columns side by side, times in seconds, rates by the second.
    ///
    /// @param marks detections in that time
    public record Curves(
            List<Long> times,
            double[] bitsOut,
            double[] bitsIn,
            double[] packetsOut,
            double[] packetsIn,
            List<Mark> marks) {
        public boolean isEmpty() {
            return times.isEmpty();
        }
    }

    public record Mark(long from, long to, String kind) {}

    /// A line of the table: means over some steps.
    public record Line(Instant from, double bitsOut, double bitsIn, double packetsOut, double packetsIn) {
        public String rate(double perSecond, String unit) {
            return Peak.scaled(Math.round(perSecond), unit);
        }
    }

    /// @param whose a client's identifier, or an address
    /// @return empty where nothing was seen of it
    public Curves curves(String whose, Duration length) {
        Instant now = time.instant();
        boolean fine = length.compareTo(FINE) <= 0;
        List<Endpoint> addresses = address(whose).map(List::of).orElseGet(() -> addressesOf(whose, now));
        List<Traffic.Plot> plots = addresses.stream()
                .flatMap(a -> traffic.plot(a, now.minus(length).toEpochMilli(), now.toEpochMilli(), fine).stream())
                .toList();
        if (plots.isEmpty()) {
            return new Curves(List.of(), new double[0], new double[0], new double[0], new double[0], List.of());
        }
        Traffic.Plot first = plots.getFirst();
        int steps = first.bitsOut().length;
        double[][] sums = new double[4][steps];
        for (Traffic.Plot plot : plots) {
            for (int i = 0; i < steps; i++) {
                sums[0][i] += plot.bitsOut()[i];
                sums[1][i] += plot.bitsIn()[i];
                sums[2][i] += plot.packetsOut()[i];
                sums[3][i] += plot.packetsIn()[i];
            }
        }
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            times.add((first.fromMillis() + i * first.stepMillis()) / 1000);
        }
        return new Curves(times, sums[0], sums[1], sums[2], sums[3], marks(addresses, now, length));
    }

    private List<Mark> marks(List<Endpoint> addresses, Instant now, Duration length) {
        List<String> names = addresses.stream().map(Endpoint::toString).toList();
        Instant begin = now.minus(length);
        List<Mark> marks = new ArrayList<>();
        for (Detections.Row row : detections.recent(now, length)) {
            Instant from = row.from();
            Instant to = row.to();
            if (from != null && to != null && to.isAfter(begin) && names.contains(String.valueOf(row.address()))) {
                marks.add(new Mark(from.getEpochSecond(), to.getEpochSecond(), String.valueOf(row.kind())));
            }
        }
        return marks;
    }

    private static Optional<Endpoint> address(String text) {
        try {
            IpAddress address = IpAddress.parse(text);
            return Optional.of(new Endpoint(address.high(), address.low(), address.family() == IpAddress.Family.IPV6));
        } catch (IllegalArgumentException anIdentifier) {
            return Optional.empty();
        }
    }

    private List<Endpoint> addressesOf(String account, Instant now) {
        List<IpPrefix> blocks = jdbc.sql("""
                select text(block) from holding where account = :account and block is not null and known_to is null
                    and valid_from <= :now and (valid_to is null or valid_to > :now) limit %d
                """.formatted(BLOCKS_MAX))
                .param("account", account)
                .param("now", Timestamp.from(now))
                .query((row, n) -> IpPrefix.parse(row.getString(1)))
                .list();
        return traffic.busiest(Integer.MAX_VALUE).stream()
                .map(Traffic.Rate::address)
                .filter(a -> blocks.stream().anyMatch(b -> b.contains(a.address())))
                .limit(ADDRESSES_MAX)
                .collect(Collectors.toList());
    }

    /// The same as a table, the latest first.
    public static List<Line> table(Curves curves) {
        List<Line> lines = new ArrayList<>();
        int steps = curves.times().size();
        int each = Math.max(1, (steps + TABLE_ROWS - 1) / TABLE_ROWS);
        for (int from = 0; from < steps; from += each) {
            int to = Math.min(steps, from + each);
            lines.addFirst(new Line(
                    Instant.ofEpochSecond(curves.times().get(from)),
                    mean(curves.bitsOut(), from, to),
                    mean(curves.bitsIn(), from, to),
                    mean(curves.packetsOut(), from, to),
                    mean(curves.packetsIn(), from, to)));
        }
        return lines;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
