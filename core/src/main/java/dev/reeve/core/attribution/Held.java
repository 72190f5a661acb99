package dev.reeve.core.attribution;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Resource.Address;
import dev.reeve.core.evidence.Resource.Domain;
import dev.reeve.core.evidence.Resource.HostedFile;
import dev.reeve.core.evidence.Resource.Login;
import dev.reeve.core.evidence.Resource.Mailbox;
import dev.reeve.core.evidence.Resource.Prefix;
import dev.reeve.core.evidence.Resource.Url;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a holding covers. The more specific of two that cover a resource wins.
public sealed interface Held {
    boolean covers(Resource resource);

    /// Higher is more specific; comparable only among holdings that cover the same resource.
    int specificity();

    /// Canonical text: `address 203.0.113.10`, `path example.com/~ann/`, …
    String text();

    /// Addresses, as one block, and behind a shared address the ports that are this client's (RFC 7422).
    record Addresses(IpPrefix prefix, @Nullable PortRange ports) implements Held {
        @Override
        public boolean covers(Resource resource) {
            return switch (resource) {
                case Address address -> prefix.contains(address.ip()) && portsFit(address.port());
                case Prefix other -> prefix.contains(other.prefix());
                case Url url -> addressOf(url.host()).map(prefix::contains).orElse(false);
                case Domain domain -> false;
                case Mailbox mailbox -> false;
                case Login login -> false;
                case HostedFile file -> false;
            };
        }

        private boolean portsFit(@Nullable Integer port) {
            // Without a port every client behind the address remains a candidate.
            return ports == null || port == null || ports.contains(port);
        }

        @Override
        public int specificity() {
            return prefix.length() * 2 + (ports == null ? 0 : 1);
        }

        @Override
        public String text() {
            return "address " + (prefix.single() ? prefix.first() : prefix) + (ports == null ? "" : " ports " + ports);
        }
    }

    /// A domain and all names beneath it.
    record Name(Domain domain) implements Held {
        @Override
        public boolean covers(Resource resource) {
            return domainOf(resource).map(d -> d.within(domain)).orElse(false);
        }

        @Override
        public int specificity() {
            return domain.name().length() * 2;
        }

        @Override
        public String text() {
            return "domain " + domain.name();
        }
    }

    /// A folder of a web site, such as `example.com/~ann/`.
    record Path(Domain host, String folder) implements Held {
        public Path {
            if (!folder.startsWith("/") || !folder.endsWith("/")) {
                throw new IllegalArgumentException("a path begins and ends with a slash, not \"" + folder + '"');
            }
        }

        @Override
        public boolean covers(Resource resource) {
            return resource instanceof Url url
                    && url.host().equals(host.name())
                    && (url.path() + "/").startsWith(folder);
        }

        @Override
        public int specificity() {
            return host.name().length() * 2 + folder.length();
        }

        @Override
        public String text() {
            return "path " + host.name() + folder;
        }
    }

    record Mail(Mailbox mailbox) implements Held {
        @Override
        public boolean covers(Resource resource) {
            return mailbox.equals(resource);
        }

        @Override
        public int specificity() {
            return 10_000;
        }

        @Override
        public String text() {
            return "mailbox " + mailbox.address();
        }
    }

    record User(Login login) implements Held {
        @Override
        public boolean covers(Resource resource) {
            return login.equals(resource);
        }

        @Override
        public int specificity() {
            return 10_000;
        }

        @Override
        public String text() {
            return "login " + login.text();
        }
    }

    /// All files under a folder of a node.
    record Files(String node, String folder) implements Held {
        public Files {
            if (!folder.startsWith("/") || !folder.endsWith("/")) {
                throw new IllegalArgumentException("a folder begins and ends with a slash, not \"" + folder + '"');
            }
        }

        @Override
        public boolean covers(Resource resource) {
            return resource instanceof HostedFile file
                    && file.node().equals(node)
                    && file.path().startsWith(folder);
        }

        @Override
        public int specificity() {
            return folder.length();
        }

        @Override
        public String text() {
            return "file " + node + folder;
        }
    }

    /// First to last port, both included.
    record PortRange(int first, int last) {
        public PortRange {
            if (first < 0 || last > 65535 || last < first) {
                throw new IllegalArgumentException("a port range is written 1024-2047");
            }
        }

        boolean contains(int port) {
            return port >= first && port <= last;
        }

        @Override
        public String toString() {
            return first + "-" + last;
        }
    }

    private static Optional<Domain> domainOf(Resource resource) {
        return switch (resource) {
            case Domain domain -> Optional.of(domain);
            case Mailbox mailbox -> Optional.of(mailbox.domain());
            case Url url ->
                url.host().isEmpty() || addressOf(url.host()).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Domain(url.host()));
            case Address address -> Optional.empty();
            case Prefix prefix -> Optional.empty();
            case Login login -> Optional.empty();
            case HostedFile file -> Optional.empty();
        };
    }

    private static Optional<IpAddress> addressOf(String host) {
        boolean maybe =
                host.indexOf(':') >= 0 || (!host.isEmpty() && Character.isDigit(host.charAt(host.length() - 1)));
        try {
            return maybe ? Optional.of(IpAddress.parse(host)) : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
