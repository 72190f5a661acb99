package dev.reeve.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a desk's past mail showed.
///
/// @param messages that were looked at; every one is in exactly one of the next five
/// @param reports that were read surely; all lists and figures that follow are of these, where they don't say otherwise
/// @param doubtful reports that were read less surely than the bar: nothing begins because of them
/// @param copies of messages that were seen before, byte for byte
/// @param from date of the first mail; null when none has one
/// @param observations things that reports accuse, each a resource and a kind
/// @param culprits most reported first: clients, or addresses and names where there is no inventory
/// @param notReports why, and how many
/// @param quarantined why they couldn't be read, and how many
/// @param nobodys what was reported and nobody holds, most reported first
/// @param spans how long things took, where the mail shows it
/// @param deeds what the policy would have done
/// @param surePercent the bar: how surely a report must be read to begin anything
/// @param waiting of the doubtful ones those that break a clause by what a client held: a person would have been asked
/// @param doubters who sent the doubtful ones
/// @param attributed whether there was an inventory
public record Audit(
        int messages,
        int reports,
        int doubtful,
        int copies,
        int notReportsCount,
        int quarantinedCount,
        @Nullable Instant from,
        @Nullable Instant to,
        int observations,
        int heldCount,
        int ambiguousCount,
        int nobodysCount,
        List<Culprit> culprits,
        int culpritsCount,
        List<Count> kinds,
        List<Count> reporters,
        List<Count> formats,
        List<Count> notReports,
        List<Count> quarantined,
        List<Count> nobodys,
        List<Took> spans,
        List<Deed> deeds,
        int surePercent,
        int waiting,
        List<Count> doubters,
        boolean attributed,
        List<String> problems) {

    public record Count(String what, int count) {}

    /// @param who an account, or a resource where there is no inventory
    /// @param reports messages that accuse it
    /// @param days on which it was reported: more than one is a repeat
    /// @param kinds most frequent first
    /// @param lasted from the first report to the last
    /// @param toConfirm doubtful reports that accuse it as well; they are in none of the other figures
    public record Culprit(
            String who,
            int reports,
            int reporters,
            int days,
            List<String> kinds,
            Instant first,
            Instant last,
            Duration lasted,
            int toConfirm) {
        public boolean repeated() {
            return days > 1;
        }
    }

    /// One measure of time over many mails.
    ///
    /// @param what in words
    /// @param count of what it was measured on
    /// @param most nine of ten took at most so long
    public record Took(String what, int count, Duration median, Duration most) {}

    /// What would have been done under one clause.
    ///
    /// @param cases clients and clause families
    /// @param reports that would have gone into these cases and counted
    /// @param notices cases that begin with a notice
    /// @param immediate cases with a step at once, and which
    /// @param persons cases that only a person decides
    /// @param waiting cases that nothing but doubtful reports speak for: they begin nothing
    /// @param next what follows when the client stays silent, in words
    public record Deed(
            String clause,
            String title,
            int cases,
            int reports,
            int notices,
            List<Count> immediate,
            int persons,
            int waiting,
            String next) {}
}
