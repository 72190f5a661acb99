package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.TestSite;
import dev.reeve.server.doors.DoorBook;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class LossBookTest {
    private static final String DOOR = "flows 127.0.0.1 UDP 9";

    @Test
    void whatTheKernelDroppedIsADoorThatFailsUntilAnHourHasPassedWithoutLoss() {
        AtomicReference<Instant> now = new AtomicReference<>(TestSite.now());
        DoorBook book = new DoorBook(TestSite.desk().database.jdbc(), now::get);
        LossBook losses = new LossBook(book, DOOR, now::get);
        losses.look(100, 0);
        assertThat(book.find(DOOR))
                .get()
                .extracting(DoorBook.Line::taken, DoorBook.Line::why)
                .containsExactly(100L, null);
        losses.look(200, 1_234);
        assertThat(book.find(DOOR).orElseThrow().why()).contains("1,234 datagrams", "net.core.rmem_max=33554432");
        now.set(now.get().plusSeconds(3_000));
        losses.look(300, 1_234);
        assertThat(book.find(DOOR).orElseThrow().why()).as("not yet mended").isNotNull();
        now.set(now.get().plusSeconds(700));
        losses.look(400, 1_234);
        assertThat(book.find(DOOR))
                .get()
                .extracting(DoorBook.Line::taken, DoorBook.Line::why)
                .containsExactly(400L, null);
    }
}
