package dev.reeve.server.smtp;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// For whom the SMTP door takes mail: the desk's own addresses, its postmaster (RFC 5321 §4.5.1), and reply
/// addresses.
public final class Recipients {
    /// What a recipient is to us.
    public enum Kind {
        ABUSE,
        POSTMASTER,
        /// An answer to one of our notices, or its bounce.
        REPLY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param local the part before the `@`, in lower case
    public record Recipient(Kind kind, String local) {}

    private final Set<String> addresses;
    private final Set<String> domains = new HashSet<>();
    private final Predicate<String> replyAddress;

    /// @param replyAddress tells an address that this desk has given out from one that somebody made up
    public Recipients(List<String> abuseAddresses, String replyDomain, Predicate<String> replyAddress) {
        this.addresses = Set.copyOf(abuseAddresses);
        this.replyAddress = replyAddress;
        domains.add(replyDomain);
        abuseAddresses.forEach(address -> domains.add(address.substring(address.lastIndexOf('@') + 1)));
    }

    /// @return empty for an address that is not ours
    public Optional<Recipient> find(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        String domain = at < 0 ? "" : lower.substring(at + 1);
        if (addresses.contains(lower)) {
            return Optional.of(new Recipient(Kind.ABUSE, local.toLowerCase(Locale.ROOT)));
        }
        if (replyAddress.test(lower)) {
            return Optional.of(new Recipient(Kind.REPLY, local.toLowerCase(Locale.ROOT)));
        }
        boolean postmaster = local.equalsIgnoreCase("postmaster") && (domain.isEmpty() || domains.contains(domain));
        return postmaster ? Optional.of(new Recipient(Kind.POSTMASTER, "postmaster")) : Optional.empty();
    }
}
