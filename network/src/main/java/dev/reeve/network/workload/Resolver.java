package dev.reeve.network.workload;

/// A resolver: names of the whole world, most from the servers that everybody uses; some don't answer, and a
/// dead domain is asked for at all its servers, again and again.
final class Resolver implements Behaviour {
    @Override
    public String name() {
        return "resolver";
    }

    private static final double PER_SECOND = 15;

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(PER_SECOND * host.size * host.level); i > 0; i--) {
            long server = dice.chance(0.7) ? dice.below(3_000) : dice.next() % 800_000;
            ask(host, server, 0.04, atMillis, out);
        }
        if (atMillis >= host.dueMillis) {
            host.dueMillis = atMillis + 60_000 + dice.below(240_000);
            host.untilMillis = atMillis + 5_000;
            host.remote = dice.next() & ~0x3FL;
        }
        if (atMillis < host.untilMillis) {
            for (int i = 0; i < 20; i++) {
                ask(host, host.remote | dice.below(64), 1, atMillis, out);
            }
        }
    }

    private static void ask(Host host, long server, double dead, long atMillis, Emitter out) {
        Dice dice = host.dice;
        boolean answered = !dice.chance(dead);
        out.udp(
                host,
                true,
                server,
                32_768 + dice.below(28_000),
                53,
                1,
                75,
                answered ? 1 : 0,
                dice.between(100, 900),
                atMillis,
                40);
    }
}
