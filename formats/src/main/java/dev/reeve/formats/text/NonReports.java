package dev.reeve.formats.text;

import dev.reeve.formats.NonReport;
import java.util.Optional;

/// Tells mail that reports nothing from mail that does. It looks at what the new words ask for, and at whether anything
/// is
/// accused that could be acted on; abuse is also what newsletters, students and clients write about.
final class NonReports {
    private NonReports() {}

    /// Empty for a report, and for what may be one and needs a person.
    static Optional<NonReport.Kind> of(Reading reading) {
        Talk talk = reading.talk();
        if (talk.of(NonReport.Kind.WITHDRAWAL) >= 5 && talk.of(NonReport.Kind.WITHDRAWAL) >= talk.report() * 0.4) {
            return Optional.of(NonReport.Kind.WITHDRAWAL);
        }
        if (reading.accusesNobody()) {
            return nobody(reading);
        }
        if (reading.isOld()) {
            Optional<NonReport.Kind> old = old(reading);
            if (old.isPresent()) {
                return old;
            }
        }
        return rival(reading);
    }

    private static Optional<NonReport.Kind> nobody(Reading reading) {
        boolean unread = reading.document().hasUnread() && reading.talk().report() >= 4;
        boolean unclear = reading.namesAnyAddress() && reading.talk().report() + reading.kindWeight() >= 6;
        Optional<NonReport.Kind> kind = reading.talk().strongest();
        if (kind.isEmpty() && (unread && reading.kindWeight() >= 4 || unclear)) {
            return Optional.empty(); // a person must look
        }
        return Optional.of(kind.orElse(NonReport.Kind.NOTHING_NAMED));
    }

    /// What it names is known from before: then only new words against it make it a report again.
    private static Optional<NonReport.Kind> old(Reading reading) {
        Talk talk = reading.talk();
        for (NonReport.Kind kind :
                new NonReport.Kind[] {NonReport.Kind.THANKS, NonReport.Kind.ANSWER, NonReport.Kind.TICKET_CHATTER}) {
            if (talk.of(kind) >= 4) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static Optional<NonReport.Kind> rival(Reading reading) {
        Talk talk = reading.talk();
        double report = talk.report() * 0.5 + reading.kindWeight() * 0.5 + (reading.isClear() ? 4 : 0);
        Optional<NonReport.Kind> kind = talk.strongest();
        if (kind.isEmpty()) {
            boolean silent = reading.kindWeight() < 2 && talk.report() < 2 && !reading.namesAddress();
            return silent ? Optional.of(NonReport.Kind.NOTHING_NAMED) : Optional.empty();
        }
        double other = talk.of(kind.get());
        boolean grave = switch (kind.get()) {
            case DELISTING, MAINTENANCE -> other >= 5 && other * 1.4 >= report;
            case THANKS -> other >= 8 && other >= report;
            case ANSWER -> other >= 7 && other >= report * 0.8;
            case ADVERTISING -> other >= report && (other >= 12 || !reading.namesAddress());
            case SUPPORT, DATA_REQUEST, TICKET_CHATTER -> other >= report;
            case BOUNCE,
                    DELAY,
                    DELIVERED,
                    READ_RECEIPT,
                    NOTHING_FAILED,
                    AUTO_REPLY,
                    NEWSLETTER,
                    WITHDRAWAL,
                    NOTHING_NAMED -> false;
        };
        return grave ? kind : Optional.empty();
    }
}
