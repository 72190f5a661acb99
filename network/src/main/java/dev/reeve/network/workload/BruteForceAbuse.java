package dev.reeve.network.workload;

/// Passwords for SSH at two dozen servers, one connection each.
record BruteForceAbuse(double perSecond) implements Behaviour {
    private static final int SERVERS = 24;

    @Override
    public String name() {
        return "bruteforce";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(perSecond); i > 0; i--) {
            long server = host.number * 100L + dice.below(SERVERS);
            int packets = dice.between(14, 24);
            out.tcp(
                    host,
                    true,
                    server,
                    22,
                    packets,
                    packets * 110.0,
                    packets,
                    packets * 140.0,
                    atMillis - dice.below(1_000),
                    2_500);
        }
    }
}
