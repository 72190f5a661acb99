package dev.reeve.server.desk;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Report;
import dev.reeve.formats.ClaimantReader;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.server.pgp.PgpSignatures;
import dev.reeve.server.pgp.PgpVerdict;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who one message is from: what it claims, and what of that is proved.
final class Sender {
    /// Longest name of a domain (RFC 1035 §2.3.4).
    private static final int NAME_CHARS_MAX = 253;

    private static final Report.Claimant NOBODY = new Report.Claimant("", "", "", List.of(), List.of());

    private final MessageEvent.Received received;
    private final ReporterTrust trust;
    private final PgpVerdict signature;
    private final Report.Claimant claimant;

    private Sender(
            MessageEvent.Received received, ReporterTrust trust, PgpVerdict signature, Report.Claimant claimant) {
        this.received = received;
        this.trust = trust;
        this.signature = signature;
        this.claimant = claimant;
    }

    /// @param at when the message was received
    /// @param message empty where it can't be taken apart: it claims and proves nothing
    static Sender of(
            MessageEvent.Received received,
            Instant at,
            Optional<RawMessage> message,
            ReporterTrust trust,
            PgpSignatures signatures) {
        return new Sender(
                received,
                trust,
                message.map(m -> signatures.verify(m, at)).orElseGet(PgpVerdict.Unsigned::new),
                message.map(m -> ClaimantReader.of(m.mail())).orElse(NOBODY));
    }

    Standing standing(Report report) {
        return trust.of(received, report.claimant(), signature);
    }

    /// Whether a person marked who sent it, by the address of the envelope or by the one that a reader sees.
    boolean inBadFaith() {
        return trust.inBadFaith(received.reporter(), claimant);
    }

    /// For the record, of a message from which nothing was read.
    MessageEvent.SenderKnown known() {
        return known(List.of(trust.of(received, claimant, signature)));
    }

    /// @param standings of the reports that were read from it
    MessageEvent.SenderKnown known(List<Standing> standings) {
        Set<MessageEvent.Proof> proofs = new LinkedHashSet<>();
        standings.forEach(s -> proofs.addAll(s.proofs()));
        return new MessageEvent.SenderKnown(name(), List.copyOf(proofs));
    }

    private String name() {
        String client = received.transport().get("client");
        String name = client != null ? client : claimant.domain();
        String known = name.isEmpty() ? received.transport().getOrDefault("sender-domain", "") : name;
        return known.length() > NAME_CHARS_MAX ? "" : known.toLowerCase(Locale.ROOT);
    }
}
