package dev.reeve.network.workload;

/// One port of the whole world by the operating system's own connect, as a scanner without rights does it: what is
/// silent is called again after a second, what refuses is not, and what is open is left at once.
record ConnectScanAbuse(double perSecond) implements Behaviour {
    private static final int[] PORTS = {22, 80, 443, 3_389, 8_080};

    @Override
    public String name() {
        return "connectscan";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        int port = PORTS[host.number % PORTS.length];
        for (int i = dice.about(perSecond); i > 0; i--) {
            long when = atMillis - dice.below(1_000);
            if (dice.chance(0.01)) {
                out.tcp(host, true, dice.next(), port, 4, 200, 3, 160, when, 80);
            } else {
                boolean refused = dice.chance(0.2);
                out.failed(host, dice.next(), port, refused, refused ? 1 : dice.between(2, 3), when);
            }
        }
    }
}
