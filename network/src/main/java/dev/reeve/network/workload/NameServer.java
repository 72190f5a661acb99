package dev.reeve.network.workload;

/// A name server with signed zones: asked by everybody, and its answers are larger than what is asked.
final class NameServer implements Behaviour {
    @Override
    public String name() {
        return "nameserver";
    }

    private static final double PER_SECOND = 20;

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(PER_SECOND * host.size * host.level); i > 0; i--) {
            long asker = dice.chance(0.6) ? dice.below(2_000) : dice.next();
            double answer = dice.chance(0.3) ? dice.between(700, 1_232) : dice.between(120, 400);
            out.udp(host, false, asker, 53, 1_024 + dice.below(60_000), 1, answer, 1, 72, atMillis, 1);
        }
    }
}
