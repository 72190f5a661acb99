package dev.reeve.formats.text;

import dev.reeve.formats.mail.ByteSource;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/// The text of a PDF, as far as it has any: scanned pages are pictures. Scripts, forms and enclosed files are
/// not looked at.
final class PdfText {
    /// Larger ones are left for a person.
    private static final int BYTES_MAX = 20_000_000;

    private static final int PAGES_MAX = 200;
    private static final int CHARS_MAX = 2_000_000;

    private PdfText() {}

    record Read(String text, Optional<String> problem) {}

    static boolean isPdf(ByteSource file) {
        byte[] begin = {'%', 'P', 'D', 'F', '-'};
        int looked = Math.min(file.to() - begin.length, file.from() + 16);
        for (int at = file.from(); at <= looked; at++) {
            if (java.util.Arrays.equals(file.bytes(), at, at + begin.length, begin, 0, begin.length)) {
                return true;
            }
        }
        return false;
    }

    static Read read(ByteSource file) {
        if (file.length() > BYTES_MAX) {
            return new Read("", Optional.of("has more than " + BYTES_MAX + " bytes"));
        }
        try (PDDocument document = Loader.loadPDF(file.copy(), "", null, null, IOUtils.createMemoryOnlyStreamCache())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setEndPage(PAGES_MAX);
            stripper.setSortByPosition(true);
            String text = stripper.getText(document);
            String kept = text.length() > CHARS_MAX ? text.substring(0, CHARS_MAX) : text;
            return new Read(kept, kept.isBlank() ? Optional.of("has no text, only pictures") : Optional.empty());
        } catch (IOException | RuntimeException broken) {
            return new Read("", Optional.of("can't be read as a PDF"));
        }
    }
}
