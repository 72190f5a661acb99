package dev.reeve.server.evidence;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The stored bytes are not those that were received: the file was changed or cut, or the disk lost some.
public final class EvidenceDamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    EvidenceDamagedException(String sha256, @Nullable Throwable cause) {
        super("evidence " + sha256 + " is not what was received; restore its file from a backup", cause);
    }
}
