package dev.reeve.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.formats.mail.ByteSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CsvTableTest {
    private static ByteSource bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ByteSource(bytes, 0, bytes.length, -1, 0);
    }

    private static List<CsvRow> rows(CsvTable table) {
        List<CsvRow> rows = new ArrayList<>();
        for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    @Test
    void cellsHaveTheirPlaceAndQuotesAreUndone() {
        String text = "\uFEFF\"a\",b\r\n\"one, \"\"two\"\"\", x \r\n\r\n\"line\nbreak\",y\n";
        CsvTable table = CsvTable.open(bytes(text), "").orElseThrow();
        assertThat(table.columns()).containsExactly("a", "b");
        List<CsvRow> rows = rows(table);
        assertThat(rows).extracting(CsvRow::number).containsExactly(2, 4);
        assertThat(rows.get(0).cells()).extracting(CsvRow.Cell::text).containsExactly("one, \"two\"", "x");
        assertThat(rows.get(1).cells()).extracting(CsvRow.Cell::text).containsExactly("line\nbreak", "y");
        CsvRow.Cell x = rows.get(0).cells().get(1);
        assertThat(new String(bytes(text).bytes(), x.at(), x.length(), StandardCharsets.UTF_8))
                .isEqualTo("x");
    }

    @Test
    void otherSeparatorsAreFound() {
        assertThat(CsvTable.open(bytes("a;b;c\n1;2,5;3"), "").orElseThrow().width())
                .isEqualTo(3);
        assertThat(CsvTable.open(bytes("a\tb\n1\t2"), "").orElseThrow().has("b"))
                .isTrue();
        assertThat(CsvTable.open(bytes("no table\n"), "")).isEmpty();
    }

    @Test
    void aQuoteThatNeverEndsCostsItsOwnLineOnly() {
        List<CsvRow> rows =
                rows(CsvTable.open(bytes("a,b\n\"open,2\n3,4\n"), "").orElseThrow());
        assertThat(rows).extracting(CsvRow::broken).containsExactly(true, false);
        assertThat(rows.get(1).cells()).extracting(CsvRow.Cell::text).containsExactly("3", "4");
    }
}
