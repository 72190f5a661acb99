package dev.reeve.server.evidence;

/// The evidence is sealed: it is neither rendered, indexed, mailed nor exported.
public final class EvidenceSealedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EvidenceSealedException(String sha256) {
        super("evidence " + sha256 + " is sealed");
    }
}
