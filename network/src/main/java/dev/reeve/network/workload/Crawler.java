package dev.reeve.network.workload;

/// A crawler: very many hosts, some of them gone; and now and then a whole network that is.
final class Crawler implements Behaviour {
    @Override
    public String name() {
        return "crawler";
    }

    private static final double PER_SECOND = 12;

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(PER_SECOND * host.size * host.level); i > 0; i--) {
            long site = dice.chance(0.5) ? dice.below(5_000) : dice.next();
            int port = dice.chance(0.85) ? 443 : 80;
            if (dice.chance(0.12)) {
                out.failed(host, site, port, dice.chance(0.4), dice.between(1, 3), atMillis);
            } else {
                long packets = dice.between(8, 200);
                out.tcp(
                        host,
                        true,
                        site,
                        port,
                        6 + packets / 2,
                        800 + packets * 26,
                        packets,
                        packets * 1_300.0,
                        atMillis,
                        800);
            }
        }
        if (atMillis >= host.dueMillis) {
            host.dueMillis = atMillis + 120_000 + dice.below(480_000);
            host.untilMillis = atMillis + 5_000;
            host.remote = dice.next() & ~0xFFL;
        }
        if (atMillis < host.untilMillis) {
            for (int i = 0; i < 12; i++) {
                out.failed(host, host.remote | dice.below(256), 443, false, 2, atMillis);
            }
        }
    }
}
