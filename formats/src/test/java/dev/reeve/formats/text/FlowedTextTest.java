package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlowedTextTest {
    private static final String FULL = "https://shop.test/wp-content/uploads/2026/07/a-picture-of-the-lighthouse-";

    private static String wrapped(String text) {
        return FlowedText.wrapped(MappedText.standingAt(text, "", 0, 1)).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scaled.jpg?size=1", "g", "a/b_c.png", "id=77&x=1,"})
    void a_url_that_fills_its_line_goes_on_in_the_next(String rest) {
        assertThat(wrapped("Seen at\n\n" + FULL + "\n" + rest + "\n\nThanks")).contains(FULL + rest + "\n\nThanks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thanks",
                "shop.test is the host",
                "https://shop.test/b?c=1",
                "hxxps://shop[.]test/b?c=1",
                "192.0.2.7:8080/x",
                "2026-10-13/10:00",
                "0123456789abcdef0123456789abcdef",
                "pictures.test"
            })
    void what_stands_for_itself_stays_apart(String next) {
        String text = "Seen at\n\n" + FULL + "\n" + next + "\n";
        assertThat(wrapped(text)).isEqualTo(text);
    }

    @Test
    void a_line_that_ends_at_the_usual_margin_goes_on_before_a_blank_one() {
        String wider =
                "And a line that shows how wide the lines of this mail may become, wider than eighty characters.\n";
        assertThat(wrapped(wider + "\n" + FULL + "sca\ng\n\n" + wider)).contains(FULL + "scag\n\n");
        assertThat(wrapped(wider + "\n" + FULL + "sca\ng\nx\n")).contains(FULL + "sca\ng\nx\n");
    }

    @Test
    void a_line_that_is_not_full_is_whole() {
        String text = FULL + "\nid=77&x=1\n"
                + "And a line that shows how wide the lines of this mail may become, wider than it.\n";
        assertThat(wrapped(text)).isEqualTo(text);
    }
}
