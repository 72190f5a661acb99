package dev.reeve.server.audit;

import dev.reeve.core.policy.Policy;
import dev.reeve.formats.Formats;
import dev.reeve.formats.Provider;
import dev.reeve.server.holdings.InventoryHoldings;
import dev.reeve.server.reading.MessageFiles;
import dev.reeve.server.reading.Reading;
import dev.reeve.server.reading.TimedReading;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Reads whatever holds messages, one after the other, into the book.
public final class AuditRun {
    /// Problems that are named one by one.
    private static final int PROBLEMS_MAX = 100;

    private static final int RECIPIENTS_MAX = 100_000;

    private AuditRun() {}

    /// @param inventory null for none
    /// @param surePercent how surely a report must be read to begin anything
    /// @param top longest list
    /// @param progress told the number of messages after each
    public static Audit over(
            List<Path> paths,
            @Nullable InventoryHoldings inventory,
            Policy policy,
            int surePercent,
            Instant now,
            int top,
            IntConsumer progress) {
        Formats formats = Formats.installed();
        Provider provider = inventory == null ? Provider.UNKNOWN : new Provider(inventory.prefixes());
        AuditBook book = new AuditBook(inventory, inventory == null ? null : new PolicyForecast(policy), surePercent, now);
        List<String> problems = new ArrayList<>(inventory == null ? List.of() : inventory.problems());
        String desk = deskAddress(paths);
        Set<String> seen = new HashSet<>();
        int[] count = {0};
        TimedReading timed = new TimedReading(TimedReading.LIMIT);
        MessageFiles.each(paths, found -> {
            switch (found) {
                case MessageFiles.Message message -> {
                    MailFacts mail = MailFacts.of(message.bytes());
                    if (!seen.add(hash(message.bytes()))) {
                        book.copy();
                    } else if (!desk.isEmpty() && mail.from().equals(desk)) {
                        book.ownAnswer(mail);
                    } else {
                        book.add(Reading.within(timed, message, formats, provider), mail);
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
        timed.close();
        return book.close(top, problems.subList(0, Math.min(PROBLEMS_MAX, problems.size())));
    }

    /// The desk's own address: the one that most of this mail was sent to, if that is more than a third of it.
    private static String deskAddress(List<Path> paths) {
        Map<String, Integer> recipients = new HashMap<>();
        int[] mails = {0};
        MessageFiles.each(paths, found -> {
            if (found instanceof MessageFiles.Message message) {
                List<String> to = MailFacts.of(message.bytes()).to();
                mails[0] += to.isEmpty() ? 0 : 1;
                to.stream()
                        .filter(r -> recipients.size() < RECIPIENTS_MAX || recipients.containsKey(r))
                        .forEach(r -> recipients.merge(r, 1, Integer::sum));
            }
        });
        return recipients.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
                .filter(most -> most.getValue() * 3 > mails[0])
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
