package dev.reeve.formats;

import java.util.List;

/// Mail that reports nothing.
///
/// @param about what it says of mail that we sent; one for each recipient of a bounce, none for others
public record NonReport(Kind kind, List<DeliveryStatus> about) {
    public NonReport {
        about = List.copyOf(about);
    }

    public enum Kind {
        /// Mail of ours was not delivered.
        BOUNCE,
        /// Mail of ours is late; nothing is decided yet.
        DELAY,
        /// Mail of ours was delivered.
        DELIVERED,
        /// Mail of ours was shown to somebody.
        READ_RECEIPT,
        /// Counts of mail in a domain's name, in which nothing failed.
        NOTHING_FAILED,
        /// A program answers that somebody is away, or anything else.
        AUTO_REPLY,
        /// Sent to a list of readers, and accuses nobody.
        NEWSLETTER,
        /// A ticket system says that it has received something, or a list that it has a moderator.
        TICKET_CHATTER
    }
}
