package dev.reeve.server.settings;

import dev.reeve.core.safety.Limits;
import java.time.Duration;
import java.util.List;

/// All that can be set. A new setting is one entry here and one component of {@link Settings}.
final class Keys {
    private static final Shape.Whole PORT = new Shape.Whole(0, 65535);

    static final List<Key> ALL = List.of(
            new Key(
                            "data-dir",
                            new Shape.FilePath(),
                            null,
                            "Folder of the embedded database, the evidence and the keys. Otherwise /var/lib/reeve for"
                                    + " root, and reeve under $XDG_DATA_HOME or ~/.local/share for others.")
                    .overriddenBy("REEVE_DATA_DIR"),
            new Key(
                    "listen.http-address",
                    new Shape.HostName(),
                    "127.0.0.1",
                    "Where the console and the API listen. Put a proxy with TLS before it to open it to others."),
            new Key("listen.http-port", PORT, "8080", "Port of the console and the API; 0 takes a free one.")
                    .overriddenBy("REEVE_HTTP_PORT"),
            new Key("listen.smtp-address", new Shape.HostName(), "127.0.0.1", "Where the SMTP door listens."),
            new Key("listen.smtp-port", PORT, "2525", "Port of the SMTP door; 0 takes a free one.")
                    .overriddenBy("REEVE_SMTP_PORT"),
            new Key(
                            "public-url",
                            new Shape.WebAddress(),
                            null,
                            "How clients and reporters reach the pages; stands in notices. Otherwise built from where"
                                    + " the console listens.")
                    .overriddenBy("REEVE_PUBLIC_URL"),
            new Key(
                            "database.url",
                            new Shape.DatabaseAddress(),
                            null,
                            "A PostgreSQL of your own, version 15 or later. Otherwise an embedded one runs under the"
                                    + " data folder.")
                    .overriddenBy("REEVE_DB_URL"),
            new Key("database.user", new Shape.Text(), "reeve", "User of your own PostgreSQL.")
                    .overriddenBy("REEVE_DB_USER"),
            new Key(
                            "database.password-file",
                            new Shape.FilePath(),
                            null,
                            "File that holds nothing but the password of that user.")
                    .overriddenBy("REEVE_DB_PASSWORD_FILE"),
            new Key(
                    "database.connections",
                    new Shape.Whole(2, 200),
                    "10",
                    "Most connections to the database, beside the one that writes the journal."),
            new Key("desk.name", new Shape.Text(), "Abuse desk", "Name of the desk, in notices and on its pages."),
            new Key(
                    "desk.abuse-addresses",
                    new Shape.Several(new Shape.MailAddress()),
                    "abuse@localhost",
                    "Addresses at which reports are taken; the first one stands in notices."),
            new Key(
                    "desk.reply-domain",
                    new Shape.HostName(),
                    "localhost",
                    "Domain of the reply addresses case+TOKEN@…; its mail must come to the SMTP door."),
            new Key(
                    "desk.postal-address",
                    new Shape.Lines(),
                    null,
                    "Postal address of the provider, which some notices must carry."),
            new Key("desk.time-zone", new Shape.Zone(), "UTC", "Time zone of office hours and of times in notices."),
            new Key(
                    "desk.language",
                    new Shape.Text(),
                    "en",
                    "Language of notices to clients whose own language is not known."),
            new Key(
                    "desk.closures",
                    new Shape.Several(new Shape.Day()),
                    null,
                    "Days on which federal offices are closed by order, beyond the holidays set by law."),
            new Key("desk.authserv-id", new Shape.HostName(), null, """
                    Name by which our own mail server signs its Authentication-Results (RFC 8601); only those are believed. It \
                    must strip such fields from mail that comes in. Otherwise no reporter counts as authenticated by mail."""),
            new Key("desk.reporter-keys", new Shape.FilePath(), null, """
                    Folder with the armoured public keys of reporters that sign with OpenPGP: NAME.asc, or a folder NAME of such \
                    files, for each. NAME is what a reporter is then called, such as its domain. Keys are never fetched."""),
            new Key("desk.trusted-reporters", new Shape.Several(new Shape.Text()), null, """
                    Reporters whose authenticated word weighs more: a domain that signs with DKIM, an API client, or a \
                    name under desk.reporter-keys. Persons add to them on the page of reporters."""),
            new Key("desk.sure-from", new Shape.Whole(0, 100), "" + Settings.SURE_PERCENT, """
                    How surely a report must be read, in percent, to begin anything by itself. What was read less surely waits \
                    in its case until a person confirms it; 0 lets all go on."""),
            new Key(
                    "mail.host",
                    new Shape.HostName(),
                    null,
                    "Mail server that takes our notices. Otherwise none go out."),
            new Key("mail.port", new Shape.Whole(1, 65535), "587", "Its port."),
            new Key(
                    "mail.tls",
                    new Shape.Choice(List.of("none", "starttls", "tls")),
                    "starttls",
                    "How the way to it is protected; none only for this machine."),
            new Key("mail.user", new Shape.Text(), null, "User there; without one, no login."),
            new Key(
                    "mail.password-file",
                    new Shape.FilePath(),
                    null,
                    "File that holds nothing but the password there."),
            new Key(
                    "mail.from",
                    new Shape.MailAddress(),
                    null,
                    "Sender of notices. Otherwise the first of desk.abuse-addresses."),
            new Key("policy", new Shape.FilePath(), null, """
                    The policy file. Otherwise the acceptable use policy that comes with Reeve."""),
            new Key(
                    "limits",
                    new Shape.Numbers(Limits.DEFAULTS.describe().keySet(), 1_000_000),
                    null,
                    "Safety limits that differ from their defaults: " + limits() + "."),
            new Key(
                    "intake.message-size-max",
                    new Shape.Size(10_000, 500_000_000),
                    "50 MB",
                    "Largest message that is taken; larger ones are refused with 552 or 413."),
            new Key(
                    "intake.smtp-connections",
                    new Shape.Whole(1, 5000),
                    "200",
                    "Most SMTP connections at once; the next are asked to come again."),
            new Key(
                    "intake.smtp-connections-per-peer",
                    new Shape.Whole(1, 5000),
                    "20",
                    "Most SMTP connections at once from one address."),
            new Key(
                    "intake.messages-per-peer-minute",
                    new Shape.Whole(1, 1_000_000),
                    "6000",
                    "Most messages taken from one address in a minute; the next are asked to come again."),
            new Key(
                    "intake.session-length-max",
                    new Shape.Length(Duration.ofSeconds(10), Duration.ofHours(6)),
                    "30 m",
                    "Longest SMTP session, so that a slow sender can't hold a connection for ever."),
            new Key(
                    "intake.xarf",
                    new Shape.Choice(List.of("lenient", "strict")),
                    "lenient",
                    "Whether XARF 4 that its schema refuses is read as far as it goes, or waits for a person with"
                            + " what is wrong with it."),
            new Key(
                    "intake.reading-time-max",
                    new Shape.Length(Duration.ofSeconds(1), Duration.ofHours(1)),
                    "60 s",
                    "Longest time that one message may take to be read; then it waits for a person, and the next is"
                            + " read."),
            new Key("intake.folder", new Shape.FilePath(), null, """
                    Folder from which files are taken and removed, one message or table a file. Write under a name that \
                    begins with a dot, then rename."""),
            new Key(
                    "mailboxes",
                    new Shape.Raw(),
                    null,
                    "Mailboxes that are read by IMAP, by name; see the page on doors."),
            new Key("feeds", new Shape.Raw(), null, "Tables that are fetched by HTTP, by name; see the page on doors."),
            new Key("network.listen-address", new Shape.HostName(), null, """
                    Address at which the network sensor takes NetFlow, IPFIX and sFlow by UDP. Otherwise the sensor is off."""),
            new Key("network.listen-port", PORT, "2055", "Its port, for all formats; 0 takes a free one."),
            new Key("network.exporters", new Shape.Several(new Shape.HostName()), null, """
                    Addresses of the exporters, and of nobody else: flow export has no authentication. Needed where the sensor \
                    is on."""),
            new Key("network.thresholds", new Shape.FilePath(), null, """
                    File that says from where on something counts; see the page on watching the network. Otherwise the \
                    defaults."""),
            new Key(
                    "network.sampling",
                    new Shape.Whole(1, 1_000_000),
                    "1",
                    "One packet in so many, where an exporter doesn't say."),
            new Key(
                    "network.evidence-length",
                    new Shape.Length(Duration.ofMinutes(1), Duration.ofHours(6)),
                    "15 m",
                    "How far back exporters' datagrams are kept as evidence, as far as they find room."),
            new Key(
                    "network.evidence-size",
                    new Shape.Size(2_000_000, 900_000_000_000L),
                    "256 MB",
                    "Size of the file in the data folder that holds them, written round and round; and of another such file for"
                            + " frames, where captures are followed."),
            new Key("network.logs", new Shape.Several(new Shape.FilePath()), null, """
                    Logs that are followed as they are written: of Zeek, of Suricata (EVE), of login services by syslog. What \
                    they say of clients becomes evidence as flows do."""),
            new Key("network.captures", new Shape.Several(new Shape.FilePath()), null, """
                    Captures (pcap, pcapng) that are followed as they are written: a file, or a folder in which one after the \
                    other is begun. What machines do in them becomes evidence as flows do."""),
            new Key("network.syslog-address", new Shape.HostName(), null, """
                    Address at which login services' syslog is taken, by UDP and TCP. Otherwise none is."""),
            new Key("network.syslog-port", PORT, "5514", "Its port; 0 takes a free one."),
            new Key("network.syslog-senders", new Shape.Several(new Shape.HostName()), null, """
                    Addresses of those who send it, and of nobody else: syslog has no authentication. Needed where it is taken."""),
            new Key(
                    "anchor.file",
                    new Shape.FilePath(),
                    null,
                    "File to which the head of the journal is written now and then, best on another machine's disk:"
                            + " it shows later that nothing was cut off or recomputed. Otherwise anchors.jsonl in the"
                            + " data folder."),
            new Key(
                    "anchor.every",
                    new Shape.Length(Duration.ofMinutes(1), Duration.ofDays(7)),
                    "1 h",
                    "How often at most."),
            new Key(
                    "levers",
                    new Shape.Raw(),
                    null,
                    "The levers of this installation, by name; see the page on levers."),
            new Key(
                    "ladder-levers",
                    new Shape.Raw(),
                    null,
                    "Which lever does a step of the ladder for a kind of service; a step without one goes to a person."));

    private Keys() {}

    private static String limits() {
        return String.join(
                ", ",
                Limits.DEFAULTS.describe().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
    }
}
