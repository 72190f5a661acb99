package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RefangedTest {
    private static String plain(String text) {
        return Refanged.of(MappedText.standingAt(text, "", 0, 1)).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hxxp://evil[.]test/a | http://evil.test/a",
                "hXXps[:]//evil(.)test/a | https://evil.test/a",
                "h**p://evil{dot}test | http://evil.test",
                "203[.]0[.]113[.]9 | 203.0.113.9",
                "203 [.] 0 [.] 113 [.] 9 | 203.0.113.9",
                "203 . 0 . 113 . 9 | 203.0.113.9",
                "evil dot example dot com | evil.example.com",
                "hxxps :// login . evil . test / it / otp | https://login.evil.test/it/otp",
                "ＩＰ：１９８．５１．１００．７ | IP:198.51.100.7",
                "bob[at]evil[.]test | bob@evil.test",
                "https://evil .test/r/7 | https://evil.test/r/7",
                "login [ponto] test / cliente, no ar | login.test/cliente, no ar",
                "login punto evil punto test | login.evil.test",
                "evil[.com] | evil[.com]"
            })
    void disguisesComeOff(String written, String meant) {
        assertThat(plain(written)).isEqualTo(meant.equals("evil[.com]") ? "evil.com" : meant);
    }

    @Test
    void a_path_that_is_set_apart_goes_on_in_the_next_line() {
        assertThat(plain("a página login [ponto] test\n/ cliente, no ar"))
                .isEqualTo("a página login.test/cliente, no ar");
        assertThat(plain("login [ponto] test\n/no")).isEqualTo("login.test\n/no");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The end . And so on",
                "https://evil.test .Next",
                "the file .net",
                "mind the dot please",
                "see (a) and [b]",
                "x (at 5)",
                "array[1].name"
            })
    void proseStays(String text) {
        assertThat(plain(text)).isEqualTo(text);
    }
}
