package dev.reeve.network.workload;

/// A game server: some dozen players, many small packets each way; every third one sends large pictures of the
/// world to players who send little. Lists of servers ask it now and then.
final class GameServer implements Behaviour {
    @Override
    public String name() {
        return "game";
    }

    private static final long ACTIVE_MILLIS = 60_000;

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        int port = host.number % 2 == 0 ? 27_015 : 25_565;
        boolean large = host.number % 3 == 0;
        int players = 4 + (int) (12 * host.size);
        for (int i = 0; i < players; i++) {
            // Each is exported once a minute, at its own second.
            if ((atMillis / 1_000 + i * 7L) % 60 == 0) {
                long out64 = large ? 1_800 : 3_840;
                double bytes = out64 * (large ? 700.0 : 240.0);
                out.udp(
                        host,
                        false,
                        host.number * 64L + i,
                        port,
                        50_000 + i,
                        out64,
                        bytes,
                        out64,
                        out64 * 90.0,
                        atMillis,
                        ACTIVE_MILLIS);
            }
        }
        for (int i = dice.about(0.5 * host.level); i > 0; i--) {
            out.udp(host, false, dice.below(500), port, 40_000, 1, 280, 1, 53, atMillis, 1);
        }
    }
}
