package dev.reeve.server.audit;

import dev.reeve.server.reading.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Holds back what was read until it is known which address is the desk's own, for what that wrote reports nothing.
///
/// It is known for sure at the end: it is the address that most of the mail was sent to. A first look through the files
/// only for that would read all of them twice. What is held back is small beside the mail that it was read from, and
/// where there is much, the first part says it well enough.
final class HeldBack {
    /// Mails, and things that they name, that are held back.
    private static final int SIZE_MAX = 300_000;

    private static final int RECIPIENTS_MAX = 100_000;

    private final AuditBook book;
    private final int sizeMax;
    private final Map<String, Integer> recipients = new HashMap<>();
    private final List<Read> waiting = new ArrayList<>();
    private int mails;
    private int size;
    private @Nullable String desk;

    private record Read(MailFacts mail, Reading reading) {}

    HeldBack(AuditBook book) {
        this(book, SIZE_MAX);
    }

    HeldBack(AuditBook book, int sizeMax) {
        this.book = book;
        this.sizeMax = sizeMax;
    }

    /// To whom a mail was sent, whatever is in it.
    void sent(MailFacts mail) {
        if (desk != null) {
            return;
        }
        mails += mail.to().isEmpty() ? 0 : 1;
        mail.to().stream()
                .filter(r -> recipients.size() < RECIPIENTS_MAX || recipients.containsKey(r))
                .forEach(r -> recipients.merge(r, 1, Integer::sum));
    }

    /// @param reading reads it; what is known to be the desk's own is not read at all
    void add(MailFacts mail, Supplier<Reading> reading) {
        if (desk != null) {
            if (isOwn(mail, desk)) {
                book.ownAnswer(mail);
            } else {
                book.add(reading.get(), mail);
            }
            return;
        }
        Reading read = reading.get().inShort();
        waiting.add(new Read(mail.withoutRecipients(), read));
        size += 1 + read.observations().size();
        if (size >= sizeMax) {
            decide();
        }
    }

    /// Says which address is the desk's by what was seen so far, and lets everything go.
    void decide() {
        if (desk == null) {
            String found = address();
            desk = found;
            waiting.forEach(read -> {
                if (isOwn(read.mail, found)) {
                    book.ownAnswer(read.mail);
                } else {
                    book.add(read.reading, read.mail);
                }
            });
            waiting.clear();
            recipients.clear();
        }
    }

    private static boolean isOwn(MailFacts mail, String desk) {
        return !desk.isEmpty() && mail.from().equals(desk);
    }

    /// The one that most of this mail was sent to, if that is more than a third of it; empty for none.
    private String address() {
        return recipients.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
                .filter(most -> most.getValue() * 3 > mails)
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
