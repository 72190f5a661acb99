package dev.reeve.server.holdings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.holdings.CsvRecords.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CsvRecordsTest {
    @Test
    void quotedFieldsHoldCommasQuotesAndLineBreaks() throws IOException {
        assertThat(read("a,\"b, \"\"c\"\"\nd\",\n\nlast,,x\n"))
                .containsExactly(
                        new CsvRecord(1, List.of("a", "b, \"c\"\nd", ""), null),
                        new CsvRecord(4, List.of("last", "", "x"), null));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        assertThat(read("\uFEFFaccount,service\r\n"))
                .containsExactly(new CsvRecord(1, List.of("account", "service"), null));
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamedWhereItWasOpened() throws IOException {
        List<CsvRecord> records = read("a,b\nc,\"d\ne,f\n");
        assertThat(records.get(1).line()).isEqualTo(2);
        assertThat(records.get(1).fault()).contains("never closed");
    }

    private static List<CsvRecord> read(String text) throws IOException {
        CsvRecords records = new CsvRecords(new BufferedReader(new StringReader(text)));
        List<CsvRecord> all = new ArrayList<>();
        for (Optional<CsvRecord> next = records.next(); next.isPresent(); next = records.next()) {
            all.add(next.get());
        }
        return all;
    }
}
