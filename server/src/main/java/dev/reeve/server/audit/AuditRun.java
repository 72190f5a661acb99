package dev.reeve.server.audit;

import dev.reeve.core.policy.Policy;
import dev.reeve.formats.Formats;
import dev.reeve.formats.Provider;
import dev.reeve.server.holdings.InventoryHoldings;
import dev.reeve.server.reading.MessageFiles;
import dev.reeve.server.reading.Reading;
import dev.reeve.server.reading.TimedReading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Reads whatever holds messages, one after the other, into the book.
public final class AuditRun {
    /// Problems that are named one by one.
    private static final int PROBLEMS_MAX = 100;

    private AuditRun() {}

    /// @param opener opens the files, each once
    /// @param inventory null for none
    /// @param surePercent how surely a report must be read to begin anything
    /// @param top longest list
    /// @param progress told the number of messages after each
    public static Audit over(
            List<Path> paths,
            MessageFiles.Opener opener,
            @Nullable InventoryHoldings inventory,
            Policy policy,
            int surePercent,
            Instant now,
            int top,
            IntConsumer progress) {
        Formats formats = Formats.installed();
        Provider provider = inventory == null ? Provider.UNKNOWN : new Provider(inventory.prefixes());
        PolicyForecast forecast = inventory == null ? null : new PolicyForecast(policy);
        AuditBook book = new AuditBook(inventory, forecast, surePercent, now);
        HeldBack heldBack = new HeldBack(book);
        List<String> problems = new ArrayList<>(inventory == null ? List.of() : inventory.problems());
        Copies copies = new Copies();
        int[] count = {0};
        try (TimedReading timed = new TimedReading(TimedReading.LIMIT)) {
            MessageFiles.each(paths, opener, found -> {
                switch (found) {
                    case MessageFiles.Message message -> {
                        MailFacts mail = MailFacts.of(message.bytes());
                        heldBack.sent(mail);
                        if (copies.seen(message.bytes())) {
                            book.copy();
                        } else {
                            heldBack.add(mail, () -> Reading.within(timed, message, formats, provider));
                        }
                    }
                    case MessageFiles.Unopened unopened -> {
                        problems.add(unopened.name() + ": " + unopened.why());
                        if (!unopened.absent()) {
                            book.unopened(unopened.why());
                        }
                    }
                }
                progress.accept(++count[0]);
            });
        }
        heldBack.decide();
        if (forecast != null && forecast.full()) {
            problems.add("so much is reported that what the policy would have begun is told of the first part only");
        }
        return book.close(top, problems.subList(0, Math.min(PROBLEMS_MAX, problems.size())));
    }
}
