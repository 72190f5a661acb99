package dev.reeve.network.workload;

/// A web server: visitors come, most take little and a few take much; scanners of others knock and are refused;
/// it asks some services itself.
final class WebServer implements Behaviour {
    @Override
    public String name() {
        return "web";
    }

    private static final Dice.Sizes PAGES = new Dice.Sizes(2_000, 1.2, 200e6);
    private static final double PER_SECOND = 4;

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(PER_SECOND * host.size * host.level); i > 0; i--) {
            long visitor = dice.next();
            double bytes = PAGES.pick(dice);
            long packets = 4 + (long) (bytes / 1_400);
            long length = Math.min(60_000, 50 + (long) (bytes / 2_000));
            out.tcp(
                    host,
                    false,
                    visitor,
                    443,
                    packets,
                    bytes + packets * 52,
                    4 + packets / 2,
                    900 + packets * 26,
                    atMillis,
                    length);
        }
        if (dice.chance(0.1)) {
            // Somebody knocks at a closed port.
            int port = dice.below(10_000);
            long knocker = dice.next();
            out.one(host, false, knocker, port, 50_000, 6, Emitter.SYN, 1, 44, atMillis, 0);
            out.one(host, true, knocker, port, 50_000, 6, Emitter.RST | Emitter.ACK, 1, 40, atMillis, 0);
        }
        if (dice.chance(0.2)) {
            out.tcp(host, true, host.number * 31L + dice.below(12), 443, 9, 1_800, 9, 6_000, atMillis, 400);
        }
    }
}
