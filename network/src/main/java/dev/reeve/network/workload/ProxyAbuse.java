package dev.reeve.network.workload;

/// A proxy: what comes in on its port goes out again to anywhere, and the same number of bytes comes back.
record ProxyAbuse(double perSecond) implements Behaviour {
    private static final Dice.Sizes PAGES = new Dice.Sizes(2_000, 1.2, 50e6);

    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(perSecond); i > 0; i--) {
            double down = PAGES.pick(dice);
            double up = dice.between(400, 4_000);
            long many = 6 + (long) (down / 1_400);
            long few = 5 + many / 2;
            long length = 500 + (long) (down / 5_000);
            out.tcp(host, false, dice.next() % 50, 1_080, many, down + many * 52, few, up + few * 52, atMillis, length);
            out.tcp(host, true, dice.next(), 443, few, up + few * 52, many, down + many * 52, atMillis, length);
        }
    }
}
