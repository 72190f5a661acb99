package dev.reeve.server.desk;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.reporters.ReporterState;
import dev.reeve.server.pgp.PgpVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides whether a reporter is who it says, and whether it is trusted.
///
/// Mail counts as authenticated when our own mail server says so: an Authentication-Results field (RFC 8601) that
/// carries our authserv-id and a DKIM pass for the domain of the claimed address. Fields of others are hearsay. What
/// was signed with an OpenPGP key that the operator put down is authenticated by that. A report by the API is
/// authenticated by its token.
final class ReporterTrust {
    private static final Pattern PASS = Pattern.compile(
            "\\bdkim\\s*=\\s*pass\\b[^;]{0,500}?\\bheader\\.d\\s*=\\s*\"?([A-Za-z0-9.-]{1,253})",
            Pattern.CASE_INSENSITIVE);

    private final @Nullable String authservId;
    private final Set<String> trusted;
    private final Function<String, ReporterId> pseudonym;
    private final Function<ReporterId, ReporterState> states;

    /// @param authservId of our own mail server; null when there is none, and then no mail is authenticated
    /// @param trusted domains, API clients and names of keys whose word weighs more
    /// @param pseudonym of an address
    /// @param states what persons hold of reporters
    ReporterTrust(
            @Nullable String authservId,
            List<String> trusted,
            Function<String, ReporterId> pseudonym,
            Function<ReporterId, ReporterState> states) {
        this.authservId = authservId;
        this.trusted = trusted.stream().map(t -> t.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.pseudonym = pseudonym;
        this.states = states;
    }

    Standing of(MessageEvent.Received received, Report.Claimant claimant, PgpVerdict signature) {
        String client = received.transport().get("client");
        List<MessageEvent.Proof> transport = client != null
                ? List.of(new MessageEvent.Proof("token", client.toLowerCase(Locale.ROOT), true, null))
                : signers(received.reporter(), claimant);
        ReporterState.Identity granted = states.apply(received.reporter()).trusted();
        return new Standing(
                transport,
                signature,
                proof -> isListed(proof.name()) || isGranted(proof, granted),
                inBadFaith(received.reporter(), claimant));
    }

    private boolean isListed(String name) {
        return trusted.stream().anyMatch(t -> name.equals(t) || name.endsWith("." + t));
    }

    /// A domain that signs for many doesn't make one of them the other: the very address must be proved.
    private static boolean isGranted(MessageEvent.Proof proof, ReporterState.@Nullable Identity granted) {
        return proof.ofAddress() && new ReporterState.Identity(proof.way(), proof.name()).equals(granted);
    }

    boolean inBadFaith(ReporterId reporter, Report.Claimant claimant) {
        return states.apply(reporter).badFaith()
                || !claimant.address().isEmpty()
                        && states.apply(pseudonym.apply(claimant.address())).badFaith();
    }

    /// Domains that signed, by our own server's word, and that the claimed address belongs to.
    private List<MessageEvent.Proof> signers(ReporterId reporter, Report.Claimant claimant) {
        if (authservId == null) {
            return List.of();
        }
        String domain = claimant.domain().toLowerCase(Locale.ROOT);
        boolean ofAddress = pseudonym.apply(claimant.address()).equals(reporter);
        return claimant.authenticationResults().stream()
                .filter(this::ours)
                .flatMap(field ->
                        PASS.matcher(field).results().map(r -> r.group(1).toLowerCase(Locale.ROOT)))
                .filter(signer -> domain.equals(signer) || domain.endsWith("." + signer))
                .distinct()
                .sorted()
                .map(signer -> new MessageEvent.Proof("dkim", signer, ofAddress, null))
                .toList();
    }

    private boolean ours(String field) {
        String value = field.replaceFirst("(?i)^Authentication-Results:", "").strip();
        Matcher first = Pattern.compile("^\"?([^\\s;\"]{1,253})").matcher(value);
        return first.find() && first.group(1).equalsIgnoreCase(authservId);
    }
}
