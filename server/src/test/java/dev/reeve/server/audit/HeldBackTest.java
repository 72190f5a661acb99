package dev.reeve.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.reading.MessageFiles;
import dev.reeve.server.reading.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeldBackTest {
    private final AuditBook book = new AuditBook(null, null, 75, Instant.parse("2026-02-01T00:00:00Z"));
    private final List<String> read = new ArrayList<>();

    private void take(HeldBack heldBack, String from, String to) {
        MailFacts mail = new MailFacts(null, "", List.of(), from, List.of(to));
        heldBack.sent(mail);
        heldBack.add(mail, () -> {
            read.add(from);
            return Reading.unopened(new MessageFiles.Unopened("mail", "made up", MessageFiles.Lack.UNFIT));
        });
    }

    private int answers() {
        return book.close(10, List.of()).notReportsCount();
    }

    @Test
    void theDesksAddressIsKnownAtTheEnd() {
        HeldBack heldBack = new HeldBack(book);
        take(heldBack, "abuse@host.example", "ann@one.example");
        take(heldBack, "ann@one.example", "abuse@host.example");
        take(heldBack, "bob@two.example", "abuse@host.example");
        heldBack.decide();
        assertThat(answers()).isEqualTo(1);
    }

    @Test
    void nothingIsTheDesksWhereNoAddressStandsOut() {
        HeldBack heldBack = new HeldBack(book);
        for (String name : List.of("a", "b", "c", "d")) {
            take(heldBack, name + "@one.example", name + "@two.example");
        }
        heldBack.decide();
        assertThat(answers()).isZero();
    }

    @Test
    void beyondWhatIsHeldBackItIsDecidedByTheFirstPartAndTheDesksOwnMailIsNotRead() {
        HeldBack heldBack = new HeldBack(book, 2);
        take(heldBack, "ann@one.example", "abuse@host.example");
        take(heldBack, "bob@two.example", "abuse@host.example");
        take(heldBack, "abuse@host.example", "ann@one.example");
        take(heldBack, "cec@two.example", "abuse@host.example");
        assertThat(book.close(10, List.of()).messages())
                .as("nothing is left behind")
                .isEqualTo(4);
        assertThat(answers()).isEqualTo(1);
        assertThat(read).containsExactly("ann@one.example", "bob@two.example", "cec@two.example");
    }
}
