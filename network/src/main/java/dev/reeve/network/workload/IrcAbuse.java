package dev.reeve.network.workload;

/// Sessions with an IRC server, which last: a ping every minute and a half, some lines in between.
record IrcAbuse(double sessions) implements Behaviour {
    private static final int ACTIVE_SECONDS = 60;

    @Override
    public String name() {
        return "irc";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        long second = atMillis / 1_000;
        int count = Math.max(1, (int) Math.round(sessions));
        for (int i = 0; i < count; i++) {
            if ((second + i) % ACTIVE_SECONDS == 0) {
                int packets = 2 + host.dice.below(12);
                int flags = Emitter.PSH | Emitter.ACK;
                long server = 99_000L + i;
                out.one(host, true, server, 45_000 + i, 6_667, 6, flags, packets, packets * 80.0, atMillis, 58_000);
                out.one(host, false, server, 45_000 + i, 6_667, 6, flags, packets, packets * 140.0, atMillis, 58_000);
            }
        }
    }
}
