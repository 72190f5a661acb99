package dev.reeve.network.workload;

/// A server that others flood with forged sources: it answers each, and its answers go all over the world.
final class FloodVictim implements Behaviour {
    @Override
    public String name() {
        return "victim";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        if (atMillis >= host.dueMillis) {
            host.dueMillis = atMillis + 600_000 + dice.below(600_000);
            host.untilMillis = atMillis + 60_000;
        }
        int forged = atMillis < host.untilMillis ? 400 : 0;
        for (int i = 0; i < forged; i++) {
            long source = dice.next();
            int port = dice.below(65_000);
            out.one(host, false, source, 443, port, 6, Emitter.SYN, 1, 44, atMillis, 0);
            out.one(host, true, source, 443, port, 6, Emitter.SYN | Emitter.ACK, 1, 44, atMillis, 0);
        }
        for (int i = dice.about(2 * host.level); i > 0; i--) {
            out.tcp(host, false, dice.next(), 443, 20, 22_000, 14, 1_400, atMillis, 300);
        }
    }
}
