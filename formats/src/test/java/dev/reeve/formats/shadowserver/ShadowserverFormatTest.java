package dev.reeve.formats.shadowserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.mail.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShadowserverFormatTest {
    private final ShadowserverFormat format = new ShadowserverFormat();

    private Report read(String name, String table) {
        RawMessage message = RawMessage.of(name, table.getBytes(StandardCharsets.UTF_8));
        assertThat(format.recognises(message)).isTrue();
        return ((ParseOutcome.Reports) format.parse(message)).reports().getFirst();
    }

    private static List<String> resources(Report report) {
        return report.observations().stream().map(o -> o.resource().key()).toList();
    }

    @Test
    void everyRowIsAnObservationOrNamed() {
        Report report = read(
                "scan_ntp.csv",
                "timestamp,ip,protocol,port,tag,asn\n2026-01-13 02:00:00,192.0.2.1,udp,123,ntp,64500\n"
                        + "2026-01-13 02:00:00,,udp,123,ntp,64500\n2026-13-41,192.0.2.2,udp,123,ntp,64500\n"
                        + "\"open,192.0.2.3,udp\n2026-01-13T02:00:00Z,2001:db8::1,udp,123,ntp,64500\n");
        assertThat(resources(report)).containsExactly("address:192.0.2.1:123", "address:[2001:db8::1]:123");
        assertThat(report.notes())
                .containsEntry("rows", "5, 3 of them bad")
                .containsEntry("row 3", "none of its columns holds address (ip, port)")
                .containsEntry("row 4", "no column holds a time such as 2026-01-14 02:11:07")
                .containsEntry("row 5", "a quoted cell never ends");
        assertThat(report.observations().getFirst().facts())
                .containsEntry("service", "ntp")
                .containsEntry("service_port", "123");
    }

    @Test
    void theVictimOfAmplificationIsNotAccused() {
        ObservationDraft draft = read(
                        "2026-01-13-event4_honeypot_ddos_amp-x-asn.csv",
                        "timestamp,protocol,src_ip,src_port,src_asn\n2026-01-13 02:00:00,udp,192.0.2.1,,64500\n")
                .observations()
                .getFirst();
        assertThat(draft.direction()).isEqualTo(Direction.TARGET);
        assertThat(draft.spoofable()).isTrue();
    }

    @Test
    void aSinkholesDatagramsMayBeForgedAndItsConnectionsNot() {
        List<ObservationDraft> drafts = read(
                        "event4_sinkhole.csv",
                        "timestamp,protocol,src_ip,src_port,src_asn,dst_ip\n2026-01-13 02:00:00,udp,192.0.2.1,50123,64500,198.51.100.1\n"
                                + "2026-01-13 02:00:00,tcp,192.0.2.2,50123,64500,198.51.100.1\n")
                .observations();
        assertThat(drafts).extracting(ObservationDraft::spoofable).containsExactly(true, false);
        assertThat(drafts).extracting(d -> d.kind().toString()).containsOnly("infrastructure/botnet");
    }

    @Test
    void aHostedPageIsItsUrlAndItsAddressInOneIncident() {
        List<ObservationDraft> drafts = read(
                        "compromised_website.csv",
                        "timestamp,ip,port,asn,url,http_host,application\n2026-01-13 02:00:00,192.0.2.1,80,64500,GET /a b HTTP/1.1,shop.example,http\n")
                .observations();
        assertThat(drafts)
                .extracting(d -> d.resource().key())
                .containsExactly("url:http://shop.example/a", "address:192.0.2.1:80");
        assertThat(drafts)
                .extracting(ObservationDraft::incident)
                .hasSize(2)
                .doesNotContainNull()
                .first()
                .isEqualTo(drafts.getLast().incident());
    }

    @Test
    void anUnknownTypeIsReadByARule() {
        Report report = read(
                "2026-01-13-scan_something_new-isp-asn.csv",
                "timestamp,ip,protocol,port,asn\n2026-01-13 02:00:00,192.0.2.1,tcp,4711,64500\n");
        assertThat(report.observations().getFirst().kind()).hasToString("vulnerability/open_service");
        assertThat(report.observations().getFirst().facts().get("report_type")).startsWith("scan_something_new");
    }

    @Test
    void aTypeWhoseColumnsChangedIsReadByWhatItHas() {
        assertThat(resources(read(
                        "2026-01-13-sandbox_dns-isp-asn.csv",
                        "timestamp,md5,qname\n2026-01-13 02:00:00,0,bad.example\n")))
                .containsExactly("domain:bad.example");
        assertThat(resources(read(
                        "2026-01-13-compromised_account-isp-asn.csv",
                        "timestamp,service,email\n2026-01-13 02:00:00,imap,joe@client.example\n")))
                .containsExactly("mailbox:joe@client.example");
    }

    @Test
    void aTableOfSomethingElseIsLeftAlone() {
        assertThat(format.recognises(
                        RawMessage.of("x.csv", "timestamp,customer,amount\n1,2,3\n".getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }
}
