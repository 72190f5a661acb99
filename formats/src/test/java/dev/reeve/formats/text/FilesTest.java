package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.formats.mail.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;

/// Text of the files that reports come in.
final class FilesTest {
    private static ByteSource source(byte[] bytes) {
        return new ByteSource(bytes, 0, bytes.length, -1, 0);
    }

    @Test
    void aSheetIsRowsOfCells() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            zip.write("<sst><si><t>ip</t></si><si><t>203.0.113.9</t></si></sst>".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            zip.write(
                    ("<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>port</t></is></c></row>"
                                    + "<row><c t=\"s\"><v>1</v></c><c><v>22</v></c></row></sheetData></worksheet>")
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(SheetText.read(source(out.toByteArray())).text()).startsWith("ip\tport\n203.0.113.9\t22\n");
    }

    @Test
    void aBrokenSheetIsAProblem() {
        SheetText.Read read = SheetText.read(source("PK\u0003\u0004 no".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(read.text().isBlank()).isTrue();
    }

    @Test
    void aPdfGivesItsText() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText("Attack from 203.0.113.9");
                content.endText();
            }
            document.save(out);
        }
        ByteSource pdf = source(out.toByteArray());
        assertThat(PdfText.isPdf(pdf)).isTrue();
        assertThat(PdfText.read(pdf).text()).contains("Attack from 203.0.113.9");
    }

    @Test
    void aBrokenPdfIsAProblem() {
        assertThat(PdfText.read(source("%PDF-1.7 nothing".getBytes(StandardCharsets.US_ASCII)))
                        .problem())
                .isPresent();
    }
}
