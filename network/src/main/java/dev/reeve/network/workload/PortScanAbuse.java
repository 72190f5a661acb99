package dev.reeve.network.workload;

/// All ports of one host, then of the next.
record PortScanAbuse(double perSecond) implements Behaviour {
    private static final int PORTS = 10_000;

    @Override
    public String name() {
        return "portscan";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(perSecond); i > 0; i--) {
            int port = 1 + host.port++ % PORTS;
            long target = host.number * 1_000L + host.port / PORTS;
            out.failed(host, target, port, dice.chance(0.7), 1, atMillis - dice.below(1_000));
        }
    }
}
