package dev.reeve.server.views;

import dev.reeve.core.policy.Role;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.security.AdminNotes;
import dev.reeve.server.security.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The raw bytes of messages: as text for pages, bounded; whole for those who may have them. Every look at sealed
/// bytes, and
/// every download, is noted before.
public final class RawMessages {
    private static final int SHOWN_BYTES_MAX = 20_000;

    private final EvidenceStore evidence;
    private final AdminNotes notes;

    public RawMessages(EvidenceStore evidence, AdminNotes notes) {
        this.evidence = evidence;
        this.notes = notes;
    }

    /// @param text control characters but line ends are replaced
    public record Shown(String text, boolean cut) {}

    /// Never that of sealed messages.
    public Optional<Shown> show(Messages.Message message) {
        if (message.sealed()) {
            return Optional.empty();
        }
        try (InputStream in = evidence.open(message.sha256()).orElse(InputStream.nullInputStream())) {
            byte[] bytes = in.readNBytes(SHOWN_BYTES_MAX);
            String text =
                    new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n\\t\\r]]", "\uFFFD");
            return Optional.of(new Shown(text, message.size() > SHOWN_BYTES_MAX));
        } catch (IOException damaged) {
            return Optional.of(new Shown("The bytes can't be read: " + damaged.getMessage(), false));
        }
    }

    /// @throws SecurityException saying which role it needs
    public Optional<InputStream> download(Messages.Message message, Caller by) throws IOException {
        if (message.sealed() && !by.may(Role.COUNSEL)) {
            throw new SecurityException("this evidence is sealed: it needs the role counsel");
        }
        notes.note(
                by.actor().id(),
                message.sealed() ? "sealed evidence read" : "raw message downloaded",
                "message",
                message.id(),
                "sha256",
                message.sha256());
        return message.sealed() ? evidence.openSealed(message.sha256()) : evidence.open(message.sha256());
    }
}
