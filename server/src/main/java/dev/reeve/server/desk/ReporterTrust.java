package dev.reeve.server.desk;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Report;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides whether a reporter is who it says, and whether the operator trusts it.
///
/// Mail counts as authenticated when our own mail server says so: an Authentication-Results field (RFC 8601) that
/// carries our
/// authserv-id and a DKIM pass for the domain of the claimed address. Fields of others are hearsay. A report by the
/// API is
/// authenticated by its token.
final class ReporterTrust {
    private static final Pattern PASS = Pattern.compile(
            "\\bdkim\\s*=\\s*pass\\b[^;]{0,500}?\\bheader\\.d\\s*=\\s*\"?([A-Za-z0-9.-]{1,253})",
            Pattern.CASE_INSENSITIVE);

    private final @Nullable String authservId;
    private final Set<String> trusted;

    /// @param authservId of our own mail server; null when there is none, and then no mail is authenticated
    /// @param trusted domains and API clients whose word weighs more
    ReporterTrust(@Nullable String authservId, List<String> trusted) {
        this.authservId = authservId;
        this.trusted = trusted.stream().map(t -> t.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /// @param names what the reporter proved to be: domains, or the API client's name
    record Standing(Set<String> names, boolean isTrusted) {
        boolean authenticated() {
            return !names.isEmpty();
        }
    }

    Standing of(MessageEvent.Received received, Report.Claimant claimant) {
        Map<String, String> transport = received.transport();
        String client = transport.get("client");
        Set<String> names = client != null ? Set.of(client.toLowerCase(Locale.ROOT)) : signers(claimant);
        boolean isTrusted =
                names.stream().anyMatch(n -> trusted.stream().anyMatch(t -> n.equals(t) || n.endsWith("." + t)));
        return new Standing(names, isTrusted);
    }

    /// Domains that signed, by our own server's word, and that the claimed address belongs to.
    private Set<String> signers(Report.Claimant claimant) {
        if (authservId == null) {
            return Set.of();
        }
        String domain = claimant.domain().toLowerCase(Locale.ROOT);
        return claimant.authenticationResults().stream()
                .filter(this::ours)
                .flatMap(field ->
                        PASS.matcher(field).results().map(r -> r.group(1).toLowerCase(Locale.ROOT)))
                .filter(signer -> domain.equals(signer) || domain.endsWith("." + signer))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean ours(String field) {
        String value = field.replaceFirst("(?i)^Authentication-Results:", "").strip();
        Matcher first = Pattern.compile("^\"?([^\\s;\"]{1,253})").matcher(value);
        return first.find() && first.group(1).equalsIgnoreCase(authservId);
    }
}
