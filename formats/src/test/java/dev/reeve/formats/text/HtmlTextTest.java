package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HtmlTextTest {
    private static String read(String html) {
        return HtmlText.of(MappedText.standingAt(html, "", 0, 1)).text().strip();
    }

    @Test
    void cellsOfARowStandApartAndRowsAreLines() {
        assertThat(read("<table><tr><th>IP</th><th>Seen</th></tr><tr><td>203.0.113.9</td><td>now</td></tr></table>"))
                .isEqualTo("IP | Seen\n203.0.113.9 | now");
    }

    @Test
    void hiddenPartsAreLeftOut() {
        assertThat(read("<style>a{}</style>seen<div style=\"display:none\">203.0.113.9</div><!-- 203.0.113.8 -->"))
                .isEqualTo("seen");
    }

    @Test
    void aLinkSaysWhereItLeadsIfItsWordsDoNot() {
        assertThat(read("<a href=\"http://evil.test/x?a=1&amp;b=2\">https://bank.example/</a>"))
                .isEqualTo("https://bank.example/⟨http://evil.test/x?a=1&b=2⟩");
        assertThat(read("<a href='http://evil.test/x'>evil.test/x</a>")).isEqualTo("evil.test/x");
    }

    @Test
    void entitiesAreCharacters() {
        assertThat(read("&#91;203.0.113.9&#93; =&gt; caf&eacute; &unknown;"))
                .isEqualTo("[203.0.113.9] => café &unknown;");
    }

    @Test
    void whatOnlyLooksLikeATagStays() {
        assertThat(read("<http://evil.test/> a < b <x@evil.test>"))
                .isEqualTo("<http://evil.test/> a < b <x@evil.test>");
    }
}
