package dev.reeve.formats.text;

import dev.reeve.formats.mail.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The cells of a spreadsheet (ECMA-376), a line for each row and a tab between its cells. Formulas, links and macros
/// are
/// not looked at; nothing that the file names is opened.
final class SheetText {
    /// Most bytes of one part of the file after unpacking.
    private static final int ENTRY_BYTES_MAX = 32_000_000;

    private static final int CHARS_MAX = 8_000_000;
    private static final int STRINGS_MAX = 500_000;
    private static final int SHEETS_MAX = 20;

    private SheetText() {}

    record Read(String text, Optional<String> problem) {}

    static Read read(ByteSource file) {
        List<String> strings = new ArrayList<>();
        List<byte[]> sheets = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(
                new ByteArrayInputStream(file.bytes(), file.from(), file.length()), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals("xl/sharedStrings.xml")) {
                    strings.addAll(strings(bounded(in)));
                } else if (entry.getName().startsWith("xl/worksheets/sheet") && sheets.size() < SHEETS_MAX) {
                    sheets.add(bounded(in));
                }
            }
            StringBuilder text = new StringBuilder();
            for (byte[] sheet : sheets) {
                rows(sheet, strings, text);
            }
            return new Read(text.toString(), Optional.empty());
        } catch (IOException | XMLStreamException | IllegalArgumentException broken) {
            return new Read("", Optional.of("can't be read as a spreadsheet"));
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(ENTRY_BYTES_MAX + 1);
        if (bytes.length > ENTRY_BYTES_MAX) {
            throw new IOException("more than " + ENTRY_BYTES_MAX + " bytes after unpacking");
        }
        return bytes;
    }

    private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
    }

    private static List<String> strings(byte[] xml) throws XMLStreamException {
        List<String> strings = new ArrayList<>();
        XMLStreamReader reader = reader(xml);
        StringBuilder string = new StringBuilder();
        boolean text = false;
        while (reader.hasNext() && strings.size() < STRINGS_MAX) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                text = reader.getLocalName().equals("t");
                string.setLength(reader.getLocalName().equals("si") ? 0 : string.length());
            } else if (event == XMLStreamConstants.CHARACTERS && text) {
                string.append(reader.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                text = false;
                if (reader.getLocalName().equals("si")) {
                    strings.add(string.toString());
                }
            }
        }
        return strings;
    }

    private static void rows(byte[] xml, List<String> strings, StringBuilder text) throws XMLStreamException {
        XMLStreamReader reader = reader(xml);
        boolean value = false;
        boolean shared = false;
        boolean begun = false;
        StringBuilder cell = new StringBuilder();
        while (reader.hasNext() && text.length() < CHARS_MAX) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = reader.getLocalName();
                value = name.equals("v") || name.equals("t");
                if (name.equals("c")) {
                    shared = "s".equals(reader.getAttributeValue(null, "t"));
                    cell.setLength(0);
                }
                begun = begun && !name.equals("row");
            } else if (event == XMLStreamConstants.CHARACTERS && value) {
                cell.append(reader.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                value = false;
                if (reader.getLocalName().equals("c")) {
                    text.append(begun ? "\t" : "").append(shown(cell.toString(), shared, strings));
                    begun = true;
                } else if (reader.getLocalName().equals("row")) {
                    text.append('\n');
                }
            }
        }
        text.append('\n');
    }

    private static String shown(String cell, boolean shared, List<String> strings) {
        if (!shared) {
            return cell.replace('\n', ' ');
        }
        try {
            int index = Integer.parseInt(cell.strip());
            return index >= 0 && index < strings.size() ? strings.get(index).replace('\n', ' ') : "";
        } catch (NumberFormatException broken) {
            return "";
        }
    }
}
