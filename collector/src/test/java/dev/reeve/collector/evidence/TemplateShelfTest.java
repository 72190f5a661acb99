package dev.reeve.collector.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class TemplateShelfTest {
    private final TemplateShelf shelf = new TemplateShelf();

    /// IPFIX with one template of one field.
    private void announce(String exporter, int domain, int template, long millis) {
        byte[] bytes = ByteBuffer.allocate(32)
                .putShort((short) 10)
                .putShort((short) 32)
                .putInt(0)
                .putInt(0)
                .putInt(domain)
                .putShort((short) 2)
                .putShort((short) 16)
                .putShort((short) template)
                .putShort((short) 1)
                .putShort((short) 8)
                .putShort((short) 4)
                .putInt(0)
                .array();
        shelf.look(exporter, bytes, 0, bytes.length, millis);
    }

    @Test
    void whoAnnouncesWithoutEndForgetsItsOwnOnly() {
        announce("192.0.2.1", 7, 256, 1);
        for (int i = 0; i < TemplateShelf.ANNOUNCEMENTS_MAX * 2; i++) {
            announce("192.0.2.66", i, 256, 2);
        }
        announce("192.0.2.1", 7, 257, 3);
        assertThat(shelf.before(10)).hasSize(TemplateShelf.ANNOUNCEMENTS_MAX);
        assertThat(shelf.before(10).stream().filter(kept -> kept.exporter().equals("192.0.2.1")))
                .as("what was known before, and what is new")
                .hasSize(2);
    }

    @Test
    void aRepetitionChangesNothing() {
        announce("192.0.2.1", 7, 256, 1);
        announce("192.0.2.1", 7, 256, 5);
        assertThat(shelf.before(10))
                .singleElement()
                .satisfies(kept -> assertThat(kept.millis()).isEqualTo(1));
    }
}
