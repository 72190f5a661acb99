package dev.reeve.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.policy.Role;
import dev.reeve.server.Browser;
import dev.reeve.server.TestEvidence;
import dev.reeve.server.TestSite;
import dev.reeve.server.security.Staff;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Evidence in thousands of rows: its sums come first, and every row is on some page.
final class LongListsTest {
    private static final int ROWS = Integer.getInteger("reeve.rows", 5_000);

    private static Browser viewer;
    private static String caseId;

    @BeforeAll
    static void aTableOfManyRows() {
        viewer = Staff.browser(Role.VIEWER);
        caseId = TestEvidence.openCase();
        sql("""
                insert into message (message_id, door, sha256, size, reporter_id, received_at, format, state)
                values ('m-long', 'feed', 'none', 9000000, 'r-long', '2026-11-10T09:00:00Z', 'shadowserver/1', 'done')
                """);
        sql("""
                insert into observation (observation_id, message_id, resource, kind, strength, seen_from, seen_to, attribution,
                    account_id, result, case_id, changed_at)
                select 'm-long.o' || i, 'm-long', 'address:198.18.' || i / 250 || '.' || mod(i, 250), 'vulnerability/open_service',
                    'claimed', '2026-11-09T00:00:00Z', '2026-11-09T00:00:00Z',
                    case when mod(i, 1000) = 0 then 'held' else 'person' end, 'cl-001', 'case',
                    case when mod(i, 1000) = 0 then '%s' end, '2026-11-10T09:00:00Z'
                from generate_series(1, %d) i
                """.formatted(caseId, ROWS));
        sql("""
                insert into case_evidence (observation_id, case_id, message_id, account_id, family, resource, kind, strength,
                    reporter_id, clause, seen_from, seen_to, joined_at)
                select 'm-long.o' || i, '%s', 'm-long', 'cl-001', 'x', 'address:198.18.1.' || mod(i, 200), 'vulnerability/open_service',
                    'CLAIMED', 'r-long', 'x', '2026-11-09T00:00:00Z', '2026-11-09T00:00:00Z', '2026-11-10T09:00:00Z'
                from generate_series(1, %d) i
                """.formatted(caseId, ROWS));
    }

    @AfterAll
    static void away() {
        sql("delete from observation where message_id = 'm-long'");
        sql("delete from case_evidence where message_id = 'm-long'");
        sql("delete from message where message_id = 'm-long'");
    }

    private static void sql(String statement) {
        JdbcClient jdbc = TestSite.desk().database.jdbc();
        jdbc.sql(statement).update();
    }

    private static long rows(String page) {
        return Pattern.compile("<td data-label=\"Became\"")
                .matcher(page)
                .results()
                .count();
    }

    @Test
    void aMessageOfThousandsOfRowsIsSummedUpAndPagedInTheOrderOfItsRows() {
        String first = viewer.get("/messages/m-long").body();
        assertThat(first)
                .contains("Summed up", ">" + (ROWS - ROWS / 1000) + "<", "1–50 of " + ROWS, "Page 1 of " + ROWS / 50)
                .contains("rel=\"next\" href=\"/messages/m-long?page=2#read\"")
                .contains("198.18.0.2<", "198.18.0.50<")
                .doesNotContain("198.18.0.51<", "rel=\"prev\"");
        assertThat(rows(first)).isEqualTo(50);
        assertThat(viewer.get("/messages/m-long?page=2").body())
                .contains("198.18.0.51<", "198.18.0.100<", "rel=\"prev\" href=\"/messages/m-long?page=1#read\"")
                .doesNotContain("198.18.0.101<");
        String last = viewer.get("/messages/m-long?page=999999").body();
        assertThat(last).contains("Page " + ROWS / 50 + " of " + ROWS / 50).doesNotContain("rel=\"next\"");
        assertThat(rows(last)).isEqualTo(50);
        assertThat(viewer.get("/messages/m-long?page=-7").body()).contains("Page 1 of");
    }

    @Test
    void oneSortOfRowsIsShownAlone() {
        String held = viewer.get("/messages/m-long?whose=held").body();
        assertThat(rows(held)).isEqualTo(ROWS / 1000);
        assertThat(held).contains(caseId, "Show all").doesNotContain("198.18.0.1<");
        String others = viewer.get("/messages/m-long?whose=person").body();
        assertThat(others).contains("/messages/m-long?whose=person&amp;page=2#read");
        assertThat(viewer.get("/messages/m-long?whose=%22%3E%3Cb%3E").body()).doesNotContain("\"><b>");
    }

    @Test
    void aCaseWithThousandsOfPiecesOfEvidenceIsPagedToo() {
        String page = viewer.get("/cases/" + caseId + "?evidence=2").body();
        assertThat(page)
                .contains("Summed up", "51–100 of ", "/cases/" + caseId + "?evidence=3#evidence")
                .contains("What happened");
        assertThat(Pattern.compile("<td data-label=\"Message\"")
                        .matcher(page)
                        .results()
                        .count())
                .isEqualTo(50);
        assertThat(viewer.get("/queue").statusCode()).isEqualTo(200);
    }

    @Test
    void theApiGivesTheSamePages() {
        String token = TestEvidence.tokenWith(Role.VIEWER);
        assertThat(TestEvidence.get("/api/v1/messages/m-long?page=2", token).body())
                .contains("\"m-long.o51\"", "\"pages\":" + ROWS / 50, "\"sums\":[{")
                .doesNotContain("\"m-long.o50\"", "\"m-long.o101\"");
    }
}
