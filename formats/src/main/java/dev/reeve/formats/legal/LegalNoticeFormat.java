package dev.reeve.formats.legal;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.formats.About;
import dev.reeve.formats.ClaimantReader;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.text.Document;
import dev.reeve.formats.text.FreeTextFormat;
import dev.reeve.formats.text.Reading;
import java.util.List;
import java.util.Map;

/// Notices of law in free text: claims of infringement, counter notices, withdrawals, orders; by mail, by web form, or
/// as a
/// letter in a file.
public final class LegalNoticeFormat implements ReportFormat {
    @Override
    public String name() {
        return "legal-notice/1";
    }

    @Override
    public Turn turn() {
        return Turn.LEGAL_NOTICE;
    }

    @Override
    public About about() {
        return new About(
                "notices of copyright infringement (17 USC 512), counter notices, withdrawals and orders, in letters and web "
                        + "forms, in thirteen languages",
                "words of the law; a missing element is named and keeps nothing from being read",
                "letters that speak of the law and want nothing; forms whose questions are not told from their answers");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return message.mail()
                        .own()
                        .limit(50)
                        .anyMatch(p -> p.type().mimeType().startsWith("text/")
                                || p.isType("application/pdf")
                                || p.isType("multipart/mixed"))
                && NoticeReader.isNotice(Document.of(message.mail()));
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        Reading reading = Reading.of(Document.of(message.mail()), message.provider());
        LegalNotice notice = NoticeReader.read(reading);
        boolean silent =
                notice.kind() == LegalNotice.Kind.RETRACTION || notice.kind() == LegalNotice.Kind.COUNTER_NOTICE;
        boolean about = reading.kind().category().equals("copyright")
                || reading.kind().toString().equals("content/brand_infringement");
        if (!silent && !about && notice.area() != LegalNotice.Area.COURT_ORDER && !isFormal(notice)) {
            return new FreeTextFormat().parse(message, reading);
        }
        List<ObservationDraft> drafts = silent ? List.of() : reading.drafts();
        return new Reports(List.of(new Report(
                name(),
                ClaimantReader.of(message.mail()),
                drafts,
                Map.of(),
                List.of(),
                reading.kind().withheld(),
                notice,
                confidence(notice, silent, reading))));
    }

    /// One that is complete is a notice by its elements, and knowledge runs from it (17 USC 512(c)(1)(A),
    /// (c)(3)): it never waits because its reader hesitates.
    private static double confidence(LegalNotice notice, boolean silent, Reading reading) {
        if (notice.complete()) {
            return 1;
        }
        return silent ? 0.9 : Math.max(0.5, reading.certainty());
    }

    /// Whether it says what nobody says by chance.
    private static boolean isFormal(LegalNotice notice) {
        return !notice.spans(LegalNotice.Element.GOOD_FAITH).isEmpty()
                || !notice.spans(LegalNotice.Element.PERJURY).isEmpty();
    }
}
