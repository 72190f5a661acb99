package dev.reeve.server.settings;

import dev.reeve.collector.NetworkWatch;
import dev.reeve.core.safety.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that the operator can set, checked. The reference page says what each is for.
///
/// @param file where it was read from; null when all of it is default
/// @param policy null for the policy that comes with Reeve
public record Settings(
        @Nullable Path file,
        Path dataDir,
        Listen listen,
        URI publicUrl,
        Database database,
        Desk desk,
        Mail mail,
        @Nullable Path policy,
        Limits limits,
        Intake intake,
        Anchor anchor,
        Network network,
        RawSection levers,
        RawSection ladderLevers) {
    /// How surely a report must be read to begin anything by itself, where the operator says nothing.
    public static final int SURE_PERCENT = 75;

    public record Listen(String httpAddress, int httpPort, String smtpAddress, int smtpPort) {}

    /// @param url null for the embedded database
    public record Database(
            @Nullable String url, String user, @Nullable Path passwordFile, int connections) {}

    /// @param abuseAddresses in lower case, at least one
    /// @param reporterKeys folder with the public keys of reporters that sign; null for none
    /// @param surePercent what a report must be read with to begin anything by itself
    public record Desk(
            String name,
            List<String> abuseAddresses,
            String replyDomain,
            String postalAddress,
            ZoneId timeZone,
            String language,
            List<LocalDate> closures,
            @Nullable String authservId,
            @Nullable Path reporterKeys,
            List<String> trustedReporters,
            int surePercent) {
        public String abuseAddress() {
            return abuseAddresses.get(0);
        }
    }

    /// @param host null when no mail goes out
    public record Mail(
            @Nullable String host,
            int port,
            Tls tls,
            @Nullable String user,
            @Nullable Path passwordFile,
            String from) {
        public enum Tls {
            NONE,
            STARTTLS,
            TLS
        }
    }

    /// @param strictXarf whether XARF that its schema refuses waits for a person
    /// @param folder from which files are taken; null for none
    public record Intake(
            long messageSizeMax,
            int smtpConnections,
            int smtpConnectionsPerPeer,
            int messagesPerPeerMinute,
            Duration sessionLengthMax,
            boolean strictXarf,
            Duration readingTimeMax,
            @Nullable Path folder,
            RawSection mailboxes,
            RawSection feeds) {}

    /// Where relative paths of a raw section begin: at the folder of the settings file, or of the data.
    public Path folder() {
        Path parent = file == null ? null : file.getParent();
        return parent == null ? dataDir : parent;
    }

    public record Anchor(Path file, Duration every) {}

    /// The network sensor.
    ///
    /// @param listenAddress null when it is off
    /// @param exporters whose datagrams are taken; at least one when it is on
    /// @param thresholds null for the defaults
    /// @param sampling one packet in so many, where an exporter says nothing
    public record Network(
            @Nullable String listenAddress,
            int listenPort,
            List<String> exporters,
            @Nullable Path thresholds,
            int sampling,
            Duration evidenceLength,
            long evidenceSize,
            List<Path> logs,
            List<Path> captures,
            Syslog syslog) {
        /// Captures that are followed: each has a thread and detectors of its own.
        static final int CAPTURES_MAX = 16;

        /// Whether anything is watched.
        public boolean isOn() {
            return listenAddress != null || !logs.isEmpty() || !captures.isEmpty() || syslog.address != null;
        }
    }

    /// @param address null where none is taken
    /// @param senders who may send it
    public record Syslog(@Nullable String address, int port, List<String> senders) {}

    /// @param path null for no file: everything is default
    /// @throws SetupException naming all that is wrong
    public static Settings read(@Nullable Path path, Map<String, String> environment, SettingsPlaces places) {
        Path absolute = path == null ? null : path.toAbsolutePath().normalize();
        return new Values(SettingsReader.read(absolute, environment, Keys.ALL), absolute, places).settings();
    }

    /// All defaults below a data folder, as tests and the demo want them.
    public static Settings defaults(Path dataDir) {
        return read(null, Map.of("REEVE_DATA_DIR", dataDir.toString()), new SettingsPlaces(false, Map.of(), dataDir));
    }

    /// Makes the record from checked values.
    private record Values(
            Map<String, Object> values, @Nullable Path file, SettingsPlaces places) {
        Settings settings() {
            Path dataDir = path("data-dir").orElseGet(places::dataDir);
            Listen listen = new Listen(
                    text("listen.http-address"),
                    number("listen.http-port"),
                    text("listen.smtp-address"),
                    number("listen.smtp-port"));
            List<String> addresses = texts("desk.abuse-addresses");
            if (addresses.isEmpty()) {
                throw new SetupException("desk.abuse-addresses is empty; write: at least one mail address");
            }
            return new Settings(
                    file,
                    dataDir,
                    listen,
                    this.<URI>find("public-url").orElseGet(() -> ownUrl(listen)),
                    new Database(
                            this.<String>find("database.url").orElse(null),
                            text("database.user"),
                            path("database.password-file").orElse(null),
                            number("database.connections")),
                    desk(addresses),
                    mail(addresses.get(0)),
                    path("policy").orElse(null),
                    Limits.of(this.<Map<String, Integer>>find("limits").orElse(Map.of()).entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, e -> String.valueOf(e.getValue())))),
                    new Intake(
                            this.<Long>get("intake.message-size-max"),
                            number("intake.smtp-connections"),
                            number("intake.smtp-connections-per-peer"),
                            number("intake.messages-per-peer-minute"),
                            this.<Duration>get("intake.session-length-max"),
                            text("intake.xarf").equals("strict"),
                            this.<Duration>get("intake.reading-time-max"),
                            path("intake.folder").orElse(null),
                            this.<RawSection>find("mailboxes").orElse(RawSection.NONE),
                            this.<RawSection>find("feeds").orElse(RawSection.NONE)),
                    new Anchor(
                            path("anchor.file").orElseGet(() -> dataDir.resolve("anchors.jsonl")),
                            this.<Duration>get("anchor.every")),
                    network(),
                    this.<RawSection>find("levers").orElse(RawSection.NONE),
                    this.<RawSection>find("ladder-levers").orElse(RawSection.NONE));
        }

        private Desk desk(List<String> addresses) {
            return new Desk(
                    text("desk.name"),
                    addresses,
                    text("desk.reply-domain"),
                    this.<String>find("desk.postal-address").orElse(""),
                    this.<ZoneId>get("desk.time-zone"),
                    text("desk.language"),
                    this.<List<LocalDate>>find("desk.closures").orElse(List.of()),
                    this.<String>find("desk.authserv-id").orElse(null),
                    path("desk.reporter-keys").orElse(null),
                    texts("desk.trusted-reporters"),
                    number("desk.sure-from"));
        }

        private Mail mail(String abuseAddress) {
            return new Mail(
                    this.<String>find("mail.host").orElse(null),
                    number("mail.port"),
                    Mail.Tls.valueOf(text("mail.tls").toUpperCase(java.util.Locale.ROOT)),
                    this.<String>find("mail.user").orElse(null),
                    path("mail.password-file").orElse(null),
                    this.<String>find("mail.from").orElse(abuseAddress));
        }

        private Network network() {
            String address = this.<String>find("network.listen-address").orElse(null);
            List<String> exporters = texts("network.exporters");
            if (address != null && exporters.isEmpty()) {
                throw new SetupException(
                        "network.exporters is empty; write: the addresses of those that export flows, for flow"
                                + " export has no authentication");
            }
            long different = exporters.stream().distinct().count();
            if (different > NetworkWatch.EXPORTERS_MAX) {
                throw new SetupException("network.exporters names " + different + " addresses, and one desk tells "
                        + NetworkWatch.EXPORTERS_MAX
                        + " apart; write: fewer, such as those at the edge, where each flow passes once, or let an"
                        + " exporter in between gather the others'");
            }
            return new Network(
                    address,
                    number("network.listen-port"),
                    exporters,
                    path("network.thresholds").orElse(null),
                    number("network.sampling"),
                    this.<Duration>get("network.evidence-length"),
                    this.<Long>get("network.evidence-size"),
                    paths("network.logs"),
                    captures(),
                    syslog());
        }

        private List<Path> captures() {
            List<Path> captures = paths("network.captures");
            if (captures.size() > Network.CAPTURES_MAX) {
                throw new SetupException(
                        "network.captures names " + captures.size() + ", and one desk follows " + Network.CAPTURES_MAX
                                + "; write: fewer, such as one folder for all of a machine's interfaces");
            }
            return captures;
        }

        private List<Path> paths(String key) {
            return this.<List<Path>>find(key).orElse(List.of()).stream()
                    .map(this::beside)
                    .distinct()
                    .toList();
        }

        private Syslog syslog() {
            String address = this.<String>find("network.syslog-address").orElse(null);
            List<String> senders = texts("network.syslog-senders");
            if (address != null && senders.isEmpty()) {
                throw new SetupException(
                        "network.syslog-senders is empty; write: the addresses of the servers that send syslog, for"
                                + " syslog has no authentication");
            }
            return new Syslog(address, number("network.syslog-port"), senders);
        }

        private static URI ownUrl(Listen listen) {
            String host =
                    listen.httpAddress().indexOf(':') < 0 ? listen.httpAddress() : "[" + listen.httpAddress() + "]";
            return URI.create("http://" + host + ":" + listen.httpPort());
        }

        private Optional<Path> path(String key) {
            return this.<Path>find(key).map(this::beside);
        }

        private Path beside(Path path) {
            return (file == null ? path.toAbsolutePath() : file.resolveSibling(path)).normalize();
        }

        private String text(String key) {
            return this.<String>get(key);
        }

        private List<String> texts(String key) {
            return this.<List<String>>find(key).orElse(List.of());
        }

        private int number(String key) {
            return this.<Integer>get(key);
        }

        private <T> T get(String key) {
            return this.<T>find(key).orElseThrow(() -> new IllegalStateException(key + " has no default"));
        }

        /// The shape of the key vouches for the type.
        @SuppressWarnings("unchecked")
        private <T> Optional<T> find(String key) {
            return Optional.ofNullable((T) values.get(key));
        }
    }
}
