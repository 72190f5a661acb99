package dev.reeve.network.workload;

/// Somebody who measures his line now and then: all that it gives, for ten seconds, over eight connections.
final class SpeedTest implements Behaviour {
    @Override
    public String name() {
        return "speedtest";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        if (dice.chance(0.02)) {
            out.tcp(host, false, dice.next(), 443, 20, 20_000, 14, 1_500, atMillis, 300);
        }
        if (atMillis < host.dueMillis) {
            return;
        }
        host.dueMillis = atMillis + 300_000 + dice.below(1_500_000);
        long server = dice.below(200);
        boolean up = dice.chance(0.5);
        // One to nine Gbit/s.
        double bytes = 10 * 125e6 * (1 + Math.min(8, host.size * 4)) / 8;
        long packets = (long) (bytes / 1_448);
        for (int i = 0; i < 8; i++) {
            long many = up ? packets : packets / 2;
            long few = up ? packets / 2 : packets;
            out.tcp(
                    host,
                    true,
                    server,
                    8_080,
                    many,
                    up ? bytes : many * 52.0,
                    few,
                    up ? few * 52.0 : bytes,
                    atMillis,
                    10_000);
        }
    }
}
