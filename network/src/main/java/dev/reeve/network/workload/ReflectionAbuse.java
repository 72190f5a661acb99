package dev.reeve.network.workload;

/// An old time server that answers forged questions with long lists: ten answers of 468 bytes to one of 36.
record ReflectionAbuse(double perSecond) implements Behaviour {
    private static final int VICTIMS = 10;

    @Override
    public String name() {
        return "reflection";
    }

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = 0; i < VICTIMS; i++) {
            long answers = dice.about(perSecond / VICTIMS);
            long questions = Math.max(1, answers / 10);
            long victim = 88_000_000L + host.number * 16L + i;
            out.udp(host, false, victim, 123, 80, answers, answers * 468.0, questions, questions * 36.0, atMillis, 990);
        }
    }
}
