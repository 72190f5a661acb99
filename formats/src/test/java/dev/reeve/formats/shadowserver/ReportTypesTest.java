package dev.reeve.formats.shadowserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportTypesTest {
    private final ReportTypes types = ReportTypes.installed();

    @ParameterizedTest
    @CsvSource({
        "2026-01-14-scan_dns-isp_example-asn.csv.zip, scan_dns",
        "scan_http_vulnerable.csv, scan_http_vulnerable",
        "2026-01-14-scan_http-isp.csv, scan_http",
        "2026-01-14-event6_sinkhole_http-isp.csv, event6_sinkhole_http",
        "drone-brute-force.csv, drone_brute_force",
        "2019-03-25-cisco_smart_install-test-test.csv, cisco_smart_install",
        "compromised-website.csv, compromised_website",
    })
    void theNameOfTheFileTellsTheType(String file, String type) {
        assertThat(types.findByFileName(file))
                .get()
                .extracting(ReportType::name)
                .isEqualTo(type);
    }

    @Test
    void theSubjectTellsItWhereTheFileDoesNot() {
        assertThat(types.findBySubject("[isp] Network Accessible RDP Report: 2026-01-13"))
                .get()
                .extracting(ReportType::name)
                .isEqualTo("scan_rdp");
        assertThat(types.findBySubject("[SAMPLE] Shadowserver dns_openresolver-sample Report: 2026-01-13"))
                .get()
                .extracting(ReportType::name)
                .isEqualTo("dns_openresolver");
    }

    @Test
    void aRuleTakesWhatHasNoLine() {
        assertThat(types.findRule("population7_quux").orElseThrow().kind()).hasToString("other/service_population");
        assertThat(types.findRule("2030-01-01-event9_honeypot_quux_scan.csv")
                        .orElseThrow()
                        .kind())
                .hasToString("connection/port_scan");
        assertThat(types.findRule("quux").orElseThrow().name()).isEqualTo("*");
    }

    @Test
    void noTypeStandsTwiceAndThereAreAllOfThem() {
        List<String> names = types.list().stream().map(ReportType::name).toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(200);
        assertThat(types.list()).allMatch(t -> !t.resources().isEmpty());
    }
}
