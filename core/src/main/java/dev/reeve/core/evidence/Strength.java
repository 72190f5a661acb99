package dev.reeve.core.evidence;

/// How much an observation can be relied on, weakest first. Spoofable or third-party evidence alone never suspends.
public enum Strength {
    /// The source could be forged: single packets, no completed handshake, an unauthenticated header.
    SPOOFABLE,
    /// Somebody says so.
    CLAIMED,
    /// Somebody whom we could authenticate says so, and sent a sample that bears it out.
    EVIDENCED,
    /// A reporter on the operator's own list of trusted sources, authenticated.
    TRUSTED,
    /// Our own sensors measured it.
    MEASURED;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
