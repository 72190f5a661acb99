package dev.reeve.formats.xarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Strength;
import dev.reeve.formats.Formats;
import dev.reeve.formats.ParseOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XarfFormatTest {
    private static ParseOutcome parse(String fields) {
        String json =
                "{\"xarf_version\":\"4.2.0\",\"timestamp\":\"2026-01-15T12:00:00Z\",\"source_identifier\":\"203.0.113.9\""
                        + fields + "}";
        return Formats.installed().parse(json.getBytes(StandardCharsets.UTF_8)).outcome();
    }

    private static Report report(String fields) {
        assertThat(parse(fields)).isInstanceOf(ParseOutcome.Reports.class);
        return ((ParseOutcome.Reports) parse(fields)).reports().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "login_attack,tcp,,,false",
        "login_attack,udp,,,true",
        "port_scan,tcp,,,true",
        "port_scan,tcp,true,,false",
        "login_attack,tcp,false,,true",
        "ddos,tcp,,syn_flood,true",
        "ddos,tcp,,http_flood,false",
        "ddos,udp,,dns_amplification,true",
        "sql_injection,tcp,,,false",
    })
    void onlyACompletedHandshakeMakesASourceSure(
            String type, String protocol, String handshake, String vector, boolean spoofable) {
        ObservationDraft draft = report(
                        ",\"category\":\"connection\",\"type\":\"" + type + "\",\"protocol\":\"" + protocol + '"'
                                + (handshake == null ? "" : ",\"tcp_handshake_completed\":" + handshake)
                                + (vector == null ? "" : ",\"attack_vector\":\"" + vector + '"'))
                .observations()
                .getFirst();
        assertThat(draft.spoofable()).isEqualTo(spoofable);
        assertThat(draft.strength(true, true)).isEqualTo(spoofable ? Strength.SPOOFABLE : Strength.TRUSTED);
    }

    @Test
    void hyphensCountAsUnderscoresAndMissingFieldsAreNoted() {
        Report report = report(",\"category\":\"connection\",\"type\":\"port-scan\"");
        assertThat(report.observations().getFirst().kind()).hasToString("connection/port_scan");
        assertThat(report.notes()).containsEntry("missing", "report_id, reporter, sender, protocol, first_seen");
    }

    @Test
    void aTypeThatTheSpecificationLacksIsKeptAndNoted() {
        Report report = report(",\"category\":\"messaging\",\"type\":\"voice_spam\"");
        assertThat(report.observations().getFirst().kind()).hasToString("messaging/voice_spam");
        assertThat(report.notes()).containsKey("type");
    }

    @Test
    void nobodysNameAndNothingInternalBecomesAFact() {
        Report report = report(
                ",\"category\":\"messaging\",\"type\":\"spam\",\"protocol\":\"smtp\",\"smtp_to\":\"carol@example.net\","
                        + "\"sender_name\":\"Carol\",\"subject\":\"s\",\"destination_ip\":\"198.51.100.1\",\"_internal\":{\"x\":\"y\"}");
        assertThat(report.observations().getFirst().facts()).containsOnlyKeys("protocol");
    }

    @Test
    void aTimeWithoutAZoneHasDoubtAndALongIntervalIsNotBelieved() {
        Report zoneless =
                report(",\"category\":\"messaging\",\"type\":\"spam\",\"first_seen\":\"2026-01-15T11:00:00\"");
        assertThat(zoneless.observations().getFirst().clockDoubt()).hasHours(14);
        Report longer = report(",\"category\":\"messaging\",\"type\":\"spam\",\"first_seen\":\"2020-01-01T00:00:00Z\"");
        assertThat(longer.observations().getFirst().seen().from()).isEqualTo("2026-01-15T12:00:00Z");
        assertThat(longer.notes()).containsKey("time");
    }

    @Test
    void evidenceBeyondTheLimitIsRefusedWithWhatToDo() {
        String payload = Base64.getEncoder().encodeToString(new byte[XarfEvidence.ITEM_BYTES_MAX + 1]);
        ParseOutcome outcome = parse(
                ",\"category\":\"messaging\",\"type\":\"spam\",\"evidence\":[{\"content_type\":\"text/plain\",\"payload\":\""
                        + payload + "\"}]");
        assertThat(((ParseOutcome.Unreadable) outcome).problems())
                .containsExactly("`evidence[0]` has more than 5000000 bytes; send an excerpt");
    }

    @Test
    void whatIsNoReportSaysWhatToWrite() {
        assertThat(reason("{}")).contains("write \"xarf_version\": \"4.2.0\"");
        assertThat(reason("{\"xarf_version\": \"5.0.0\"}")).contains("\"5.0.0\" is not read; write version 4");
        assertThat(reason("[]")).contains("one report per message");
        assertThat(reason("{\"xarf_version\": ")).contains("not well-formed at line 1");
    }

    @Test
    void aListIsReadAndItsBrokenReportsAreNamed() {
        String one =
                "{\"xarf_version\":\"4.2.0\",\"timestamp\":\"2026-01-15T12:00:00Z\",\"source_identifier\":\"192.0.2.1\","
                        + "\"category\":\"messaging\",\"type\":\"spam\"}";
        ParseOutcome outcome = Formats.installed()
                .parse(("[" + one + ",{\"xarf_version\":\"4.2.0\"}," + one.replace("192.0.2.1", "192.0.2.2") + "]")
                        .getBytes(StandardCharsets.UTF_8))
                .outcome();
        List<Report> reports = ((ParseOutcome.Reports) outcome).reports();
        assertThat(reports).hasSize(2);
        assertThat(reports.getFirst().notes()).containsKey("report 2");
    }

    @Test
    void olderVersionsAndTimesInOtherFormsAreRead() {
        String old =
                "{\"Version\":\"1\",\"ReporterInfo\":{\"ReporterOrg\":\"R\"},\"Report\":{\"ReportClass\":\"Activity\","
                        + "\"ReportType\":\"Something-New\",\"Date\":\"Thu, 15 Jan 2026 12:00:00 +0000\",\"SourceIp\":\"192.0.2.1\",\"SourcePort\":50123}}";
        ParseOutcome outcome =
                Formats.installed().parse(old.getBytes(StandardCharsets.UTF_8)).outcome();
        ObservationDraft draft = ((ParseOutcome.Reports) outcome)
                .reports()
                .getFirst()
                .observations()
                .getFirst();
        assertThat(draft.kind()).hasToString("other/something_new");
        assertThat(draft.resource().key()).isEqualTo("address:192.0.2.1:50123");
        assertThat(draft.seen().from()).hasToString("2026-01-15T12:00:00Z");
    }

    @Test
    void strictlyReadADocumentMustBeValid() throws java.io.IOException {
        Formats strict = Formats.installed().withStrictXarf();
        byte[] right = java.nio.file.Files.readAllBytes(java.nio.file.Path.of("../samples/xarf/login-attack.json"));
        assertThat(strict.parse(right).outcome()).isInstanceOf(ParseOutcome.Reports.class);
        String wrong = new String(right, StandardCharsets.UTF_8)
                .replaceFirst("\"report_id\": \"[^\"]+\"", "\"report_id\": \"4711\"")
                .replaceFirst("\"protocol\": \"[^\"]+\",?", "");
        assertThat(strict.parse(wrong.getBytes(StandardCharsets.UTF_8)).outcome())
                .isInstanceOfSatisfying(
                        ParseOutcome.Unreadable.class,
                        u -> assertThat(u.problems())
                                .contains(
                                        "`report_id` is a UUID", "`protocol` is required of connection/login_attack"));
    }

    private static String reason(String json) {
        return ((ParseOutcome.Unreadable) Formats.installed()
                        .parse(json.getBytes(StandardCharsets.UTF_8))
                        .outcome())
                .reason();
    }
}
