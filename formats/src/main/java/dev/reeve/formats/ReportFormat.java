package dev.reeve.formats;

import dev.reeve.formats.mail.RawMessage;

/// Reads one kind of message. One class, registered by its presence in `META-INF/services`; it holds no
/// state, opens nothing, and whatever a message names is neither fetched nor resolved.
public interface ReportFormat {
    /// Name and version, as in `arf/1`. The version changes whenever the same bytes would be read
    /// differently.
    String name();

    Turn turn();

    /// One line each for the reference page.
    default About about() {
        return About.UNTOLD;
    }

    /// A cheap look: whether this is probably mine. May be wrong; then {@link #parse} says so.
    boolean recognises(RawMessage message);

    /// Never throws for any bytes.
    ParseOutcome parse(RawMessage message);

    /// Who is asked first. What is built for machines is told from mail that is no report, and only what
    /// remains is read as free text.
    enum Turn {
        STRUCTURED,
        /// Words of a sender that is known.
        TEMPLATE,
        NOT_A_REPORT,
        /// Words that the law prescribes, in free text.
        LEGAL_NOTICE,
        FREE_TEXT
    }
}
