package dev.reeve.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.reeve.core.ids.CaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who sends evidence is an attacker: what it holds is shown as text and does nothing.
@ExtendWith(WithConsole.class)
final class HostileEvidenceTest {
    private static final String TRAP = "<script>document.title='taken'</script>"
            + "<img src='http://tracker.example/pixel' onerror=\"document.title='taken'\">"
            + "<a href='javascript:void(0)'>click</a><style>*{display:none}</style>";

    @Test
    void markupInEvidenceIsShownAsTextAndDoesNothing(Console console) throws IOException {
        CaseId trapped = arrive(console);
        try (Watched window = console.window()) {
            Page page = window.page();
            page.navigate(console.url("/cases/" + trapped));
            check(page);
            List<String> evidence = new ArrayList<>();
            page.locator("main a[href^='/messages/']").all().forEach(link -> evidence.add(link.getAttribute("href")));
            assertThat(evidence).as("links from the case to its evidence").isNotEmpty();
            for (String message : evidence) {
                page.navigate(console.url(message));
                check(page);
            }
            assertThat(page.locator("main")).containsText("<script>");
            window.assertNothingComplained();
        }
    }

    private static CaseId arrive(Console console) throws IOException {
        String mail = Files.readString(console.demo().samples().resolve("mail/arf-spam.eml"))
                .replace("203.0.113.10", "203.0.113.18")
                .replace("fbl-20260114-0001", "fbl-20260114-0099")
                .replace("Only today: everything for half the price", TRAP)
                .replace("You have not asked for this, but here it is.", TRAP)
                .replace("This is an e-mail abuse report", TRAP + " This is an e-mail abuse report");
        console.demo().host().mail("feedback@fbl.mailbox.example", "abuse@host.example", mail);
        console.demo().host().work();
        return console.demo().host().caseAbout("address:203.0.113.18:41822").orElseThrow();
    }

    private static void check(Page page) {
        assertThat(page.title()).doesNotContain("taken");
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator("main script, main img, main style, main iframe")
                        .count())
                .as("live markup within the page")
                .isZero();
        assertThat(page.locator("main a[href^='javascript:']").count()).isZero();
    }
}
