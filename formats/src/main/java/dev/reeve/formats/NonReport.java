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
        TICKET_CHATTER,
        /// Somebody sells something, spam and newsletters included.
        ADVERTISING,
        /// A reporter says that it is over.
        THANKS,
        /// Somebody answers what we wrote about a complaint, and accuses nobody.
        ANSWER,
        /// A reporter takes a report back.
        WITHDRAWAL,
        /// A client, or somebody who takes us for a help desk, asks about a bill or a service.
        SUPPORT,
        /// Somebody wants to be taken off a list of ours.
        DELISTING,
        /// Somebody wants to know something, for a study or by law.
        DATA_REQUEST,
        /// Somebody announces work or other terms.
        MAINTENANCE,
        /// It names nothing that anything could be done about.
        NOTHING_NAMED
    }
}
