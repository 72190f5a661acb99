package dev.reeve.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.RawMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What every format owes for any bytes: an outcome, and facts that stand within the message.
final class FormatFuzz {
    private FormatFuzz() {}

    /// The samples that this format reads.
    static Stream<byte[]> seeds(ReportFormat format) {
        try {
            return SamplesTest.samples().stream()
                    .map(FormatFuzz::bytes)
                    .filter(raw -> format.recognises(RawMessage.of(raw)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path sample) {
        try {
            return Files.readAllBytes(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void check(ReportFormat format, byte[] raw) {
        RawMessage message = RawMessage.of(raw);
        if (format.recognises(message)) {
            check(format.parse(message), raw);
        }
    }

    static void check(ParseOutcome outcome, byte[] raw) {
        if (outcome instanceof ParseOutcome.Reports reports) {
            for (Report report : reports.reports()) {
                report.observations().stream()
                        .map(ObservationDraft::spans)
                        .flatMap(java.util.List::stream)
                        .forEach(span -> assertWithin(span, raw));
                report.findNotice().stream()
                        .flatMap(notice -> notice.elements().stream())
                        .map(LegalNotice.Found::span)
                        .forEach(span -> assertWithin(span, raw));
            }
        }
    }

    private static void assertWithin(Span span, byte[] raw) {
        assertThat(span.offset() + span.length()).as(span::what).isLessThanOrEqualTo(raw.length);
    }
}
