package dev.reeve.network.workload;

/// A bot's mail, straight to the servers of its recipients.
record SpamAbuse(double perSecond) implements Behaviour {
    @Override
    public String name() {
        return "spam";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(perSecond); i > 0; i--) {
            long mx = dice.next() % 100_000;
            if (dice.chance(0.25)) {
                out.failed(host, mx, 25, dice.chance(0.3), 2, atMillis);
            } else {
                long packets = dice.between(14, 30);
                out.tcp(host, true, mx, 25, packets, packets * 250.0, packets, 2_000, atMillis, 2_000);
            }
        }
    }
}
