package dev.reeve.network.workload;

/// A backup that runs for hours to one host, in records of the exporter's active timeout, from one minute to
/// half an hour.
final class Backup implements Behaviour {
    @Override
    public String name() {
        return "backup";
    }

    private static final int[] ACTIVE_SECONDS = {60, 300, 1_800};

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        long active = ACTIVE_SECONDS[host.number % 3] * 1_000L;
        if (host.dueMillis == 0) {
            host.dueMillis = atMillis + host.dice.below((int) active);
            host.remote = host.dice.next();
            host.port = host.dice.chance(0.5) ? 22 : 443;
        }
        if (atMillis < host.dueMillis) {
            return;
        }
        host.dueMillis = atMillis + active;
        // From 8 to some hundred Mbit/s, at every hour.
        double bytes = 1e6 * active / 1_000 * (1 + 10 * host.size);
        long packets = (long) (bytes / 1_448);
        int flags = Emitter.PSH | Emitter.ACK;
        out.one(host, true, host.remote, 41_000, host.port, 6, flags, packets, bytes, atMillis, active);
        out.one(
                host,
                false,
                host.remote,
                41_000,
                host.port,
                6,
                Emitter.ACK,
                packets / 2,
                packets * 26.0,
                atMillis,
                active);
    }
}
