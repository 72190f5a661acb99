package dev.reeve.network.workload;

/// One port of the whole world, a few of which answer.
record ScanAbuse(double perSecond, boolean udp) implements Behaviour {
    private static final int[] PORTS = {22, 23, 80, 445, 2_323, 3_389, 5_555, 8_080};
    private static final int[] UDP_PORTS = {53, 123, 161, 1_900, 11_211};

    @Override
    public String name() {
        return udp ? "udpscan" : "scan";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(perSecond); i > 0; i--) {
            long when = atMillis - dice.below(1_000);
            boolean open = dice.chance(0.02);
            if (udp) {
                int port = UDP_PORTS[host.number % UDP_PORTS.length];
                out.udp(host, true, dice.next(), 40_000, port, 1, 60, open ? 1 : 0, 200, when, 0);
            } else if (open) {
                out.tcp(host, true, dice.next(), PORTS[host.number % PORTS.length], 4, 200, 3, 160, when, 80);
            } else {
                out.failed(host, dice.next(), PORTS[host.number % PORTS.length], dice.chance(0.2), 1, when);
            }
        }
    }
}
