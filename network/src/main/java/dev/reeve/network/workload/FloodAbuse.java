package dev.reeve.network.workload;

/// Packets at one target, in a minute out of five: UDP of half a kilobyte from a hundred ports, or SYNs from all
/// ports.
record FloodAbuse(double perSecond, boolean syn) implements Behaviour {
    private static final int FLOWS = 100;
    private static final long PERIOD_MILLIS = 300_000;
    private static final long LENGTH_MILLIS = 60_000;

    @Override
    public String name() {
        return syn ? "synflood" : "udpflood";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        if (atMillis >= host.dueMillis) {
            host.dueMillis = atMillis + PERIOD_MILLIS;
            host.untilMillis = atMillis + LENGTH_MILLIS;
        }
        if (atMillis >= host.untilMillis) {
            return;
        }
        Dice dice = host.dice;
        long target = 77_000_000L + host.number;
        if (syn) {
            for (int i = dice.about(perSecond); i > 0; i--) {
                int from = dice.below(65_000);
                out.one(host, true, target, from, 443, 6, Emitter.SYN, 1, 44, atMillis - dice.below(1_000), 0);
            }
            return;
        }
        for (int i = 0; i < FLOWS; i++) {
            long packets = dice.about(perSecond / FLOWS);
            if (packets > 0) {
                out.one(host, true, target, 20_000 + i, 80, 17, 0, packets, packets * 512.0, atMillis, 990);
            }
        }
    }
}
