package dev.reeve.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AuditCommandTest {
    private static final Path SAMPLES = Path.of("../samples");
    private static final Path POLICY = Path.of("../policies/acceptable-use.yaml");

    /// Of a client of the sample host.
    private static final String CLIENT = "203.0.113.42";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return new CommandLine(new AuditCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private JsonNode json(String... more) throws IOException {
        String[] all = new String[more.length + 4];
        all[0] = folder.toString();
        all[1] = "--policy";
        all[2] = POLICY.toString();
        all[3] = "--json";
        System.arraycopy(more, 0, all, 4, more.length);
        assertThat(run(all)).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private void report(String name, String day, String reporter) throws IOException {
        Files.writeString(
                folder.resolve(name), """
                {"xarf_version": "4.0.0", "report_id": "6f1d2b60-27f0-4a5f-9a87-1c2f5d0e%s",
                 "timestamp": "2026-01-%sT03:40:00Z",
                 "reporter": {"org": "R", "contact": "abuse@%s", "domain": "%s"},
                 "sender": {"org": "R", "contact": "abuse@%s", "domain": "%s"},
                 "source_identifier": "%s", "category": "connection", "type": "login_attack",
                 "destination_ip": "198.51.100.5", "protocol": "tcp", "evidence_source": "honeypot",
                 "first_seen": "2026-01-%sT03:40:00Z"}
                """.formatted(name, day, reporter, reporter, reporter, reporter, CLIENT, day));
    }

    @Test
    void everyMessageIsInExactlyOneFigure() throws IOException {
        report("a001", "11", "one.example");
        Files.copy(folder.resolve("a001"), folder.resolve("copy"));
        Files.copy(SAMPLES.resolve("mail/bounce.eml"), folder.resolve("bounce.eml"));
        Files.writeString(folder.resolve("odd.json"), "{\"xarf_version\": \"4.2.0\"}");
        JsonNode page = json();
        assertThat(page.path("messages").intValue()).isEqualTo(4);
        assertThat(page.path("reports").intValue()
                        + page.path("doubtful").intValue()
                        + page.path("copies").intValue()
                        + page.path("notReportsCount").intValue()
                        + page.path("quarantinedCount").intValue())
                .isEqualTo(4);
        assertThat(page.path("reports").intValue()).isEqualTo(1);
        assertThat(page.path("copies").intValue()).isEqualTo(1);
        assertThat(page.path("notReportsCount").intValue()).isEqualTo(1);
    }

    @Test
    void aClientReportedAgainIsNamedWithWhatThePolicyWouldHaveBegun() throws IOException {
        report("a001", "11", "one.example");
        report("a002", "14", "two.example");
        JsonNode page = json("--holdings", SAMPLES.resolve("host/inventory.csv").toString());
        JsonNode client = page.path("culprits").path(0);
        assertThat(client.path("who").stringValue()).isEqualTo("cl-002");
        assertThat(client.path("reports").intValue()).isEqualTo(2);
        assertThat(client.path("reporters").intValue()).isEqualTo(2);
        assertThat(client.path("days").intValue()).isEqualTo(2);
        JsonNode deed = page.path("deeds").path(0);
        assertThat(deed.path("cases").intValue())
                .as("both reports are one case")
                .isEqualTo(1);
        assertThat(deed.path("reports").intValue()).isEqualTo(2);
    }

    /// A notice whose letter names another address than its XML: it is read with 40 % certainty.
    private void doubtful(String name, String ip) throws IOException {
        Files.writeString(
                folder.resolve(name),
                Files.readString(SAMPLES.resolve("mail/acns-quoted.eml"))
                        .replace("A-4711", "A-" + name)
                        .replace("192.0.2.60", ip));
    }

    @Test
    void whatWasNotReadSurelyBeginsNothingAndIsToldApart() throws IOException {
        String inventory = SAMPLES.resolve("host/inventory.csv").toString();
        report("a001", "11", "one.example");
        doubtful("d1.eml", CLIENT);
        doubtful("d2.eml", "203.0.113.27");
        doubtful("d3.eml", "198.51.100.200");
        JsonNode page = json("--holdings", inventory);
        assertThat(page.path("surePercent").intValue()).isEqualTo(75);
        assertThat(page.path("reports").intValue()).isEqualTo(1);
        assertThat(page.path("doubtful").intValue()).isEqualTo(3);
        assertThat(page.path("waiting").intValue())
                .as("whom nobody holds, nobody is asked about")
                .isEqualTo(2);
        assertThat(page.path("doubters").path(0).path("count").intValue()).isEqualTo(3);
        assertThat(page.path("culpritsCount").intValue()).isEqualTo(1);
        assertThat(page.path("culprits").path(0).path("toConfirm").intValue()).isEqualTo(1);
        assertThat(page.path("nobodysCount").intValue()).isZero();
        for (JsonNode deed : page.path("deeds")) {
            boolean sure = deed.path("cases").intValue() == 1;
            assertThat(deed.path("waiting").intValue()).isEqualTo(sure ? 0 : 2);
            assertThat(deed.path("reports").intValue()).isEqualTo(sure ? 1 : 0);
            assertThat(deed.path("notices").intValue()).isEqualTo(sure ? 1 : 0);
        }
        assertThat(page.path("deeds")).hasSize(2);

        assertThat(run(folder.toString(), "--policy", POLICY.toString(), "--holdings", inventory))
                .isZero();
        assertThat(out.toString())
                .contains("3 more were read with less than 75 % certainty and would have begun nothing: a person would"
                        + " have been asked about 2, no case comes of the other 1")
                .contains("0 cases of      0 reports: 2 to be confirmed first")
                .contains("and 1 to be confirmed");
    }

    @Test
    void theBarIsTheOperators() throws IOException {
        doubtful("d1.eml", CLIENT);
        String inventory = SAMPLES.resolve("host/inventory.csv").toString();
        JsonNode page = json("--holdings", inventory, "--sure-from", "40");
        assertThat(page.path("reports").intValue()).isEqualTo(1);
        assertThat(page.path("doubtful").intValue()).isZero();
        assertThat(run(folder.toString(), "--policy", POLICY.toString(), "--sure-from", "101"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--sure-from: 0 to 100, not 101");
    }

    @Test
    void whatTheDeskItselfWroteIsNoReport() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.writeString(folder.resolve("in" + i + ".eml"), """
                    From: ann@one.example
                    To: Desk <abuse@host.example>
                    Date: Mon, 05 Jan 2026 10:0%d:00 +0000
                    Message-ID: <in%d@one.example>

                    Your server 203.0.113.42 attacks my server by guessing SSH passwords.
                    """.formatted(i, i));
        }
        Files.writeString(folder.resolve("out.eml"), """
                From: Desk <abuse@host.example>
                To: ann@one.example
                Subject: Re: attack from 203.0.113.42
                Date: Mon, 05 Jan 2026 12:00:00 +0000
                In-Reply-To: <in0@one.example>

                Thank you for your report of the attack from 203.0.113.42.
                """);
        JsonNode page = json();
        assertThat(page.path("notReports").toString()).contains("an answer of the desk");
        assertThat(page.path("reports").intValue()).isLessThanOrEqualTo(3);
    }

    @Test
    void withoutAnInventoryResourcesAreNamedAndNothingIsForecast() throws IOException {
        report("a001", "11", "one.example");
        JsonNode page = json();
        assertThat(page.path("culprits").path(0).path("who").stringValue()).isEqualTo(CLIENT);
        assertThat(page.path("deeds")).isEmpty();
        run(folder.toString(), "--policy", POLICY.toString());
        assertThat(out.toString()).contains("No inventory was given").contains("Nothing was sent, stored or acted on.");
    }

    @Test
    void thePageIsOneFileThatRunsNothingOfAMail() throws IOException {
        report("a001", "11", "<script>alert(1)</script>.example");
        Path html = folder.resolve("page.html");
        Path mail = Files.createDirectory(folder.resolve("mail"));
        Files.move(folder.resolve("a001"), mail.resolve("a001"));
        Files.writeString(mail.resolve("odd.eml"), "From: <b>x</b>@y.example\n\n<script>hello</script>\n");
        assertThat(run(mail.toString(), "--policy", POLICY.toString(), "--html", html.toString()))
                .isZero();
        assertThat(Files.readString(html))
                .contains("What your abuse mail says")
                .doesNotContain("<script")
                .doesNotContain("<b>x");
    }

    @Test
    void nothingToReadIsSaid() {
        assertThat(run(folder.resolve("absent").toString(), "--policy", POLICY.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no such file or folder", "there is nothing to make a page of");
        assertThat(out.toString()).isEmpty();
    }
}
