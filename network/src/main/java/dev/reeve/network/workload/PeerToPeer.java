package dev.reeve.network.workload;

/// A peer-to-peer host: peers by the hundred, most of which are gone when it calls; questions by UDP of which
/// half are answered; and volume with those that stay.
final class PeerToPeer implements Behaviour {
    @Override
    public String name() {
        return "p2p";
    }

    private static final double PER_SECOND = 3;
    private static final Dice.Sizes PIECES = new Dice.Sizes(20_000, 0.9, 2e9);

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(PER_SECOND * host.size * host.level); i > 0; i--) {
            long peer = dice.next() % 40_000;
            if (dice.chance(0.62)) {
                out.failed(host, peer, port(dice), dice.chance(0.25), dice.between(1, 3), atMillis);
            } else {
                exchange(host, dice.chance(0.5), peer, atMillis, out);
            }
        }
        for (int i = dice.about(2 * PER_SECOND * host.size * host.level); i > 0; i--) {
            boolean answered = dice.chance(0.55);
            out.udp(host, true, dice.next() % 400_000, 6_881, port(dice), 1, 130, answered ? 1 : 0, 320, atMillis, 60);
        }
        for (int i = dice.about(PER_SECOND * host.size * host.level); i > 0; i--) {
            out.udp(host, false, dice.next() % 400_000, 6_881, port(dice), 1, 320, 1, 130, atMillis, 1);
        }
    }

    private static void exchange(Host host, boolean opened, long peer, long atMillis, Emitter out) {
        double bytes = PIECES.pick(host.dice);
        long packets = 8 + (long) (bytes / 1_400);
        long length = Math.min(60_000, 500 + (long) (bytes / 1_000));
        out.tcp(
                host,
                opened,
                peer,
                opened ? port(host.dice) : 6_881,
                packets,
                bytes,
                packets,
                bytes / 3 + packets * 52,
                atMillis,
                length);
    }

    private static int port(Dice dice) {
        int pick = dice.below(10);
        return pick < 3 ? 6_881 : pick < 4 ? 51_413 : dice.between(10_000, 49_151);
    }
}
