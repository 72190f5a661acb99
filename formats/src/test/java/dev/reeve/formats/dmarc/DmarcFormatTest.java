package dev.reeve.formats.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.formats.NonReport;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.mail.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DmarcFormatTest {
    private final DmarcFormat format = new DmarcFormat();

    private static String sample() throws IOException {
        return Files.readString(Path.of("../samples/dmarc/aggregate.xml"));
    }

    private ParseOutcome read(String xml) {
        RawMessage message = RawMessage.of(xml.getBytes(StandardCharsets.UTF_8));
        assertThat(format.recognises(message)).isTrue();
        return format.parse(message);
    }

    @Test
    void onlyWhatNobodyVouchesForIsObserved() throws IOException {
        ParseOutcome.Reports reports = (ParseOutcome.Reports) read(sample());
        assertThat(reports.reports().getFirst().observations())
                .extracting(o -> o.resource().key())
                .containsExactly("address:192.0.2.90");
        assertThat(reports.reports().getFirst().notes()).containsEntry("rows", "2, 1 of them passed");
    }

    @Test
    void aReportInWhichNothingFailedIsNone() throws IOException {
        assertThat(read(sample().replace("<spf>fail</spf>", "<spf>pass</spf>")))
                .isInstanceOfSatisfying(
                        ParseOutcome.NotAReport.class,
                        not -> assertThat(not.what().kind()).isEqualTo(NonReport.Kind.NOTHING_FAILED));
    }

    @Test
    void withoutARangeOfDatesItCanNotBeRead() throws IOException {
        assertThat(read(sample().replace("date_range", "dates"))).isInstanceOf(ParseOutcome.Unreadable.class);
    }
}
