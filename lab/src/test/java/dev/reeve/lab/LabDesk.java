package dev.reeve.lab;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.app.RunningDesk;
import dev.reeve.server.demo.MailSink;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.holdings.HoldingsImport;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// A whole desk outside of the namespaces. Its agent is at the edge; what the exporter there sends comes by a Unix
/// socket, which crosses namespaces, and from there to the sensor's own UDP port.
final class LabDesk implements AutoCloseable {
    /// A log that it follows, in its folder.
    static final String LOG = "auth.log";

    private static final Actor SENIOR = Actor.person("ann", Role.SENIOR);

    private final MailSink sink;
    private final RunningDesk desk;
    private final ServerSocketChannel pipe;

    /// @param agent socket of an agent that runs
    /// @param exports socket to open, for what the exporter sends
    LabDesk(Path folder, Path agent, Path exports) throws IOException {
        // As root the database runs as another user, who must be able to pass through.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path home = Path.of("..").toAbsolutePath().normalize();
        Path policy = folder.resolve("policy.yaml");
        Files.writeString(
                policy,
                Files.readString(home.resolve("policies/acceptable-use.yaml"))
                        .replaceFirst("effective-from: \\S+", "effective-from: 2025-01-01"));
        this.sink = new MailSink();
        Settings settings = Settings.read(
                settings(folder, agent, sink.port()), Map.of(), new SettingsPlaces(false, Map.of(), folder));
        // PostgreSQL keeps microseconds.
        InstantSource time = () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
        this.desk = new RunningDesk(settings, time, LeverShelf.of(settings.levers(), time), policy, () -> false);
        desk.start();
        new HoldingsImport(desk.database, desk.vault, time)
                .load(inventory(folder), new HoldingsImport.How("lab", false, false, false), line -> {});
        desk.sweep();
        this.pipe = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(exports));
        Thread.ofPlatform().daemon().start(this::pass);
    }

    private static Path settings(Path folder, Path agent, int mailPort) throws IOException {
        Path thresholds = Files.writeString(folder.resolve("thresholds.yaml"), """
                # A session is IRC after half a minute, for nobody wants to wait ten.
                thresholds: {ircSecondsMin: 30}
                """);
        return Files.writeString(
                folder.resolve("reeve.yaml"), """
                data-dir: %s
                listen: {http-port: 0, smtp-port: 0}
                desk:
                  name: Example Host abuse desk
                  abuse-addresses: [abuse@host.example]
                  reply-domain: reply.host.example
                mail: {host: 127.0.0.1, port: %d, tls: none, from: abuse@host.example}
                network:
                  listen-address: 127.0.0.1
                  listen-port: 0
                  exporters: [127.0.0.1]
                  logs: [%s]
                  evidence-size: 8 MB
                  thresholds: %s
                levers:
                  edge-firewall:
                    via: unix:%s
                    canary: {resource: "address:203.0.113.254", parameters: {effect: block}}
                ladder-levers:
                  vps:
                    restrict: {lever: edge-firewall, target: address, lease: 1 h, effect: block}
                """.formatted(folder.resolve("data"), mailPort, LOG, thresholds, agent));
    }

    private static Path inventory(Path folder) throws IOException {
        return Files.writeString(folder.resolve("inventory.csv"), """
                account,name,contact,contact-on,plan,language,created,payment-verified,service,service-kind,node,reseller,external-ids,type,resource,ports,shared,from,to
                customer,Customer,owner@customer.example,,vps,en,2020-01-01,true,vps-10,vps,node-1,,vmid=10,address,203.0.113.10,,,2024-01-01,
                neighbour,Neighbour,owner@neighbour.example,,vps,en,2020-01-01,true,vps-11,vps,node-1,,vmid=11,address,203.0.113.11,,,2024-01-01,
                """);
    }

    /// Gives every datagram to the sensor as if it had come by loopback.
    private void pass() {
        try (var from = pipe.accept();
                DatagramSocket to = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(from));
            while (true) {
                byte[] datagram = in.readNBytes(in.readUnsignedShort());
                to.send(new DatagramPacket(
                        datagram,
                        datagram.length,
                        InetAddress.getLoopbackAddress(),
                        desk.network.port().orElseThrow()));
            }
        } catch (EOFException ended) {
            // The edge was closed.
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// What is on record of an address: kind, and the clause of the case that it came to.
    SortedSet<String> evidence(String address) {
        return new TreeSet<>(desk.database
                .jdbc()
                .sql("select kind || ' ' || clause from case_evidence where resource = :resource")
                .param("resource", "address:" + address)
                .query(String.class)
                .list());
    }

    /// Whose word is evidence in a case of an address.
    SortedSet<String> detectors(String address) {
        return new TreeSet<>(desk.database
                .jdbc()
                .sql("""
                        select distinct split_part(d.detector, '/', 1) from detection d
                            join case_evidence e using (message_id) where e.resource = :resource
                        """)
                .param("resource", "address:" + address)
                .query(String.class)
                .list());
    }

    /// Observations of an address, whether they came to a case or not.
    int observations(String address) {
        return desk.database
                .jdbc()
                .sql("select count(*) from observation where resource = :resource")
                .param("resource", "address:" + address)
                .query(Integer.class)
                .single();
    }

    /// Actions in force on an address: what was read back.
    List<CaseId> blocking(String address) {
        return desk.database
                .jdbc()
                .sql("select case_id from case_action where resource = :resource and status = 'IN_FORCE'")
                .param("resource", "address:" + address)
                .query((row, n) -> new CaseId(row.getString(1)))
                .list();
    }

    String statuses(CaseId id) {
        return String.join(
                " ",
                desk.database
                        .jdbc()
                        .sql("select status from case_action where case_id = :id order by ordered_at")
                        .param("id", id.value())
                        .query(String.class)
                        .list());
    }

    /// From the record of what a detector first said to the record of the action that was carried out and read back.
    ///
    /// @param since what it said before is of something else
    Duration fromDetectionToBlock(String detector, Instant since, CaseId id) {
        return desk.database
                .jdbc()
                .sql("""
                        select (select min(d.recorded_at) from detection d where d.detector like :detector
                                   and d.revision = 1 and d.recorded_at > :since and exists (
                                   select 1 from case_evidence e where e.message_id = d.message_id and e.case_id = :id)) detected,
                               (select min(a.changed_at) from case_action a where a.case_id = :id and a.status = 'IN_FORCE') blocked
                        """)
                .param("detector", detector + "%")
                .param("since", Timestamp.from(since))
                .param("id", id.value())
                .query((row, n) -> Duration.between(
                        row.getTimestamp("detected").toInstant(),
                        row.getTimestamp("blocked").toInstant()))
                .single();
    }

    /// What is on record of a case since then, in order, for who wonders where the time went.
    String course(Instant since, CaseId id) {
        return String.join(
                ", ",
                desk.database
                        .jdbc()
                        .sql("""
                                select what || ' at ' || to_char(happened, 'SS.MS') from (
                                    select 'told of ' || d.peak what, d.recorded_at happened from detection d
                                        join case_evidence e using (message_id) where e.case_id = :id
                                    union all select 'ordered', ordered_at from case_action where case_id = :id
                                    union all select 'in force', changed_at from case_action where case_id = :id
                                ) all_of_it where happened > :since order by happened
                                """)
                        .param("id", id.value())
                        .param("since", Timestamp.from(since))
                        .query(String.class)
                        .list());
    }

    /// A person takes back all that was done in a case.
    Decision reverse(CaseId id) {
        return desk.cases.handle(
                id, new CaseCommand.Reverse(desk.vault.keep("A test of the network that was announced.")), SENIOR);
    }

    @Override
    public void close() throws IOException {
        pipe.close();
        desk.close();
        sink.close();
    }
}
