package dev.reeve.network.workload;

/// A mail server: to many others, of which some are dead; what could not be delivered is tried again all at
/// once; and some sessions end with a refusal of the recipient, small as a failed login.
final class MailRelay implements Behaviour {
    @Override
    public String name() {
        return "mail";
    }

    private static final double PER_SECOND = 1.5;
    private static final Dice.Sizes MAILS = new Dice.Sizes(3_000, 1.1, 20e6);
    private static final long RETRY_MILLIS = 900_000;

    @Override
    public void second(Host host, long atMillis, Emitter out) {
        Dice dice = host.dice;
        for (int i = dice.about(PER_SECOND * host.size * host.level); i > 0; i--) {
            send(host, mx(dice), 0.08, atMillis, out);
        }
        for (int i = dice.about(PER_SECOND * host.size * host.level); i > 0; i--) {
            double bytes = MAILS.pick(dice);
            long packets = 12 + (long) (bytes / 1_400);
            out.tcp(host, false, mx(dice), 25, 12 + packets / 2, 1_500 + packets * 26, packets, bytes, atMillis, 1_500);
        }
        if (atMillis >= host.dueMillis) {
            host.dueMillis = atMillis + RETRY_MILLIS / 2 + dice.below((int) RETRY_MILLIS);
            host.untilMillis = atMillis + 10_000;
        }
        if (atMillis < host.untilMillis) {
            // The queue is run: most of those that were dead still are.
            for (int i = dice.about(15 * host.size); i > 0; i--) {
                send(host, 5_000_000 + dice.below(400), 0.85, atMillis, out);
            }
        }
    }

    /// A few providers take most of the mail.
    private static long mx(Dice dice) {
        return dice.chance(0.6) ? 1_000 + dice.below(40) : 100_000 + dice.below(200_000);
    }

    private static void send(Host host, long mx, double dead, long atMillis, Emitter out) {
        Dice dice = host.dice;
        if (dice.chance(dead)) {
            out.failed(host, mx, 25, dice.chance(0.3), dice.between(1, 3), atMillis);
        } else if (dice.chance(0.12)) {
            out.tcp(
                    host,
                    true,
                    mx,
                    25,
                    dice.between(9, 13),
                    dice.between(700, 1_300),
                    dice.between(8, 12),
                    1_400,
                    atMillis,
                    900);
        } else {
            double bytes = MAILS.pick(dice);
            long packets = 14 + (long) (bytes / 1_400);
            out.tcp(host, true, mx, 25, packets, 1_500 + bytes, 12 + packets / 2, 2_500, atMillis, 1_500);
        }
    }
}
