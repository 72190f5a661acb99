package dev.reeve.network.logs;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Logins that failed, counted by who tried and by service, whatever log says so: thirty within half an hour, of
/// FTP twenty within a quarter (the defaults of Zeek's policies). One name only, tried again and again, is most
/// often a program with an old password: then it takes many more. Names are counted, and kept only as hashes.
final class LoginFailures {
    private static final Kind KIND = Kind.parse("connection/login_attack");

    static final int FAILURES_MIN = 30;
    static final int FTP_FAILURES_MIN = 20;
    static final int NAMES_MIN = 3;
    static final int ONE_NAME_FAILURES_MIN = 100;

    private static final long WINDOW_MILLIS = 1_800_000;
    private static final long FTP_WINDOW_MILLIS = 900_000;
    private static final int TRACKED_MAX = 50_000;
    private static final int FAILURES_KEPT_MAX = 1_000;

    private final String detector;
    private final LinkedHashMap<Key, Tries> tracked = new LinkedHashMap<>(256, 0.75f, true);

    LoginFailures(String detector) {
        this.detector = detector;
    }

    private record Key(Endpoint client, String service) {}

    private record Failure(long atMillis, int times) {}

    private static final class Tries {
        final ArrayDeque<Failure> recent = new ArrayDeque<>();
        final Set<Integer> names = new HashSet<>();
        final Set<String> servers = new HashSet<>();
        long all;
        boolean attack;
        boolean entered;
    }

    /// @param name that was tried; empty where the log doesn't tell
    void failed(
            Endpoint client,
            String service,
            int port,
            String name,
            String server,
            long atMillis,
            int times,
            Signs signs) {
        Key key = new Key(client, service);
        Tries tries = tracked.computeIfAbsent(key, k -> new Tries());
        if (tracked.size() > TRACKED_MAX) {
            tracked.remove(tracked.keySet().iterator().next());
        }
        long window = service.equals("ftp") ? FTP_WINDOW_MILLIS : WINDOW_MILLIS;
        tries.recent.add(new Failure(atMillis, times));
        while (tries.recent.size() > FAILURES_KEPT_MAX || tries.recent.getFirst().atMillis < atMillis - window) {
            tries.recent.removeFirst();
        }
        if (tries.recent.size() == 1 && !tries.attack) {
            tries.names.clear();
            tries.servers.clear();
            tries.all = 0;
        }
        tries.all += times;
        if (!name.isEmpty() && tries.names.size() < FAILURES_KEPT_MAX) {
            tries.names.add(name.hashCode());
        }
        if (tries.servers.size() < FAILURES_KEPT_MAX) {
            tries.servers.add(server);
        }
        tries.attack |= isAttack(tries, service);
        if (tries.attack) {
            sign(key, port, tries, atMillis, signs);
        }
    }

    private static boolean isAttack(Tries tries, String service) {
        int failures = tries.recent.stream().mapToInt(Failure::times).sum();
        boolean many = failures >= (service.equals("ftp") ? FTP_FAILURES_MIN : FAILURES_MIN);
        boolean oneName = !tries.names.isEmpty() && tries.names.size() < NAMES_MIN;
        return many && (!oneName || failures >= ONE_NAME_FAILURES_MIN);
    }

    /// A login that succeeds after an attack may be the one that was looked for.
    void succeeded(Endpoint client, String service, int port, long atMillis, Signs signs) {
        Key key = new Key(client, service);
        Tries tries = tracked.get(key);
        if (tries != null && tries.attack && !tries.entered) {
            tries.entered = true;
            sign(key, port, tries, atMillis, signs);
        }
    }

    private void sign(Key key, int port, Tries tries, long atMillis, Signs signs) {
        Map<String, String> facts = new HashMap<>();
        facts.put("service", key.service);
        facts.put("attempts", String.valueOf(tries.all));
        if (tries.entered) {
            facts.put("outcome", "entered");
        }
        long from = Math.min(tries.recent.getFirst().atMillis, atMillis);
        signs.see(new Sign(
                detector,
                KIND,
                key.client,
                port,
                from,
                atMillis,
                Strength.EVIDENCED,
                Map.of(
                        "attempts", (double) tries.all,
                        "names", (double) tries.names.size(),
                        "servers", (double) tries.servers.size()),
                facts));
    }
}
