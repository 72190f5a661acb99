package dev.reeve.network.workload;

/// A machine that does next to nothing: names, time, updates.
final class QuietServer implements Behaviour {
    @Override
    public String name() {
        return "quiet";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        if (dice.chance(0.05)) {
            out.udp(host, true, dice.below(2), 40_000 + dice.below(20_000), 53, 1, 70, 1, 180, atMillis, 20);
        }
        if (dice.chance(0.004)) {
            out.udp(host, true, 10 + dice.below(4), 123, 123, 1, 76, 1, 76, atMillis, 30);
        }
        if (dice.chance(0.001)) {
            out.tcp(host, true, 20 + dice.below(3), 443, 900, 50_000, 2_000, 2.6e6, atMillis, 3_000);
        }
    }
}
