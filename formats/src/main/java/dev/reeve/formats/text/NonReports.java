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
        boolean plain = talk.strongest().isEmpty() && talk.report() + reading.kindWeight() >= 2;
        return reading.isReport() < FreeTextFormat.OTHER && !plain
                ? Optional.of(talk.strongest().orElse(NonReport.Kind.NOTHING_NAMED))
                : Optional.empty();
    }

    private static Optional<NonReport.Kind> nobody(Reading reading) {
        boolean unread = reading.document().hasUnread() && reading.talk().report() >= 4;
        boolean unclear = reading.namesAnyAddress() && reading.talk().report() + reading.kindWeight() >= 2;
        Optional<NonReport.Kind> kind = reading.talk().strongest();
        if (kind.isEmpty() && (unread && reading.kindWeight() >= 4 || unclear)) {
            return Optional.empty(); // a person must look
        }
        return Optional.of(kind.orElse(NonReport.Kind.NOTHING_NAMED));
    }
}
