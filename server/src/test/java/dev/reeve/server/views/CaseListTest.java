package dev.reeve.server.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.server.database.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CaseListTest {
    /// The long run looks at as many as a large host has.
    private static final int CASES = Boolean.getBoolean("reeve.long") ? 100_000 : 12_000;
    private static final Instant NOW = Instant.parse("2026-11-10T10:00:00Z");
    private static final CaseList.Filter ALL = new CaseList.Filter(null, null, null, null, null);

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeAll
    static void fill() {
        DATABASE.jdbc().sql("""
                insert into case_file (case_id, account_id, service_id, family, clause, resource, status, severity, confidence,
                    opened_at, changed_at, due_at, step, evidence_count, doubtful, reporters, open_tasks, live_actions, victim,
                    policy_hash, version, assignee)
                select 'C-' || n, 'a-' || n % 5000, 's-' || n % 6000, 'f-' || n % 12, 'c-' || n % 12, 'address:192.0.2.' || n % 250,
                    (array['NEW', 'WAITING_PERSON', 'WAITING_CLIENT', 'ENFORCED'])[1 + n % 4], n % 5, case when n % 7 = 0 then 0 else n % 4 end,
                    now, now, case when n % 3 = 0 then null else now + n * interval '1 second' end, 'notice', 1, case when n % 7 = 0 then 1 else 0 end, 1, 0, 0, false,
                    'h', 1, case when n % 1000 = 0 then 'ann' end
                from generate_series(1, :cases) n, (select timestamptz '2026-11-01T00:00:00Z' as now) t
                """).param("cases", CASES).update();
        DATABASE.jdbc().sql("analyze case_file").update();
    }

    private static CaseList cases() {
        return new CaseList(DATABASE.jdbc(), InstantSource.fixed(NOW));
    }

    @Test
    void everyCaseStandsOnOnePageAndTheGravestAndMostUrgentStandFirst() {
        Set<String> seen = new HashSet<>();
        List<CaseRow> all = new ArrayList<>();
        String after = null;
        CaseList.Filter narrow = new CaseList.Filter(null, null, "f-3", null, null);
        do {
            CaseList.Page page = cases().page(narrow, after, 200);
            page.cases().forEach(c -> assertThat(seen.add(c.id())).as(c.id()).isTrue());
            all.addAll(page.cases());
            after = page.next();
        } while (after != null);
        assertThat(all).hasSize((int) java.util.stream.IntStream.rangeClosed(1, CASES)
                .filter(n -> n % 12 == 3)
                .count());
        assertThat(all)
                .as("what only doubt speaks for has its place, too")
                .extracting(CaseRow::confidence)
                .contains("unconfirmed", "trusted");
        for (int i = 1; i < all.size(); i++) {
            CaseRow before = all.get(i - 1);
            CaseRow next = all.get(i);
            assertThat(before.severity()).isLessThanOrEqualTo(next.severity());
            if (before.severity().equals(next.severity())) {
                assertThat(due(before)).isBeforeOrEqualTo(due(next));
            }
        }
    }

    private static Instant due(CaseRow row) {
        return row.dueAt() == null ? Instant.MAX : row.dueAt();
    }

    @Test
    void pagesGoOnDeepIntoTheQueue() {
        CaseList cases = cases();
        String after = null;
        for (int i = 0; i < 200; i++) {
            CaseList.Page page = cases.page(ALL, after, 50);
            assertThat(page.cases()).hasSize(50);
            after = page.next();
        }
        assertThat(after).isNotNull();
    }

    @Test
    void countsAreThoseOfOpenCases() {
        CaseList.Counts counts = cases().counts();
        assertThat(counts.open()).isEqualTo(CASES);
        assertThat(counts.byStatus()).containsEntry("waiting-person", CASES / 4);
        assertThat(counts.unassigned()).isEqualTo(CASES - CASES / 1000);
        assertThat(cases().page(new CaseList.Filter(null, null, null, "ann", null), null, 200)
                        .cases())
                .hasSize(CASES / 1000);
    }

    @Test
    void aCursorThatIsNoneOfOursIsRefused() {
        for (@Nullable String wrong : new String[] {"!!", "eA", "MXx8"}) {
            assertThatThrownBy(() -> cases().page(ALL, wrong, 10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("pass on what the page before gave");
        }
    }
}
