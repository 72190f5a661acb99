package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reeve.formats.Provider;
import dev.reeve.formats.mail.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FellowsTest {
    private static Judge judge(String body) {
        String mail = "From: a@reporter.example\r\nTo: abuse@host.example\r\nSubject: scans\r\n\r\n"
                + body.replace("\n", "\r\n");
        return Reading.of(
                        Document.of(RawMessage.of(mail.getBytes(StandardCharsets.UTF_8))
                                .mail()),
                        Provider.UNKNOWN,
                        KindWords.of(List.of()))
                .judge();
    }

    private static List<List<String>> fellows(String body) {
        return judge(body).fellows().stream()
                .map(g -> g.members().stream().map(c -> c.what.key()).toList())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Scans came from 192.0.2.1, 192.0.2.2 and 192.0.2.3 today.",
                "Un robot venant de 192.0.2.2 et de 192.0.2.3 aspire tout",
                "Des scans de 192.0.2.1, de\n192.0.2.2,\n192.0.2.3",
                "Scans von 192.0.2.1,\n192.0.2.2 und 192.0.2.3",
                "- 192.0.2.1 at 10:00\n- 192.0.2.2 at 11:00\n- 192.0.2.3\n",
                "192.0.2.1 192.0.2.2 192.0.2.3\n192.0.2.4 2001:db8:5::c\n",
                "1. 192.0.2.1\n2. 192.0.2.2\n3. 192.0.2.3\n",
            })
    void an_enumeration_and_rows_that_begin_alike_share_their_lot(String body) {
        assertThat(fellows(body).getLast()).contains("192.0.2.2", "192.0.2.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From 192.0.2.1 to 192.0.2.2.",
                "12:00,192.0.2.1,192.0.2.2,22",
                "Attacker: 192.0.2.1\nVictim: 192.0.2.2\n",
                "192.0.2.1\n\n192.0.2.2\n",
                "192.0.2.1 (192.0.2.2)",
                "10:00 192.0.2.1 192.0.2.2 deny",
            })
    void who_is_told_apart_does_not(String body) {
        assertThat(fellows(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.test/login (192.0.2.1)",
                "https://a.test/login  192.0.2.1\n",
                "https://a.test/login -> 192.0.2.1",
                "https://a.test/login is a web shell (192.0.2.1).",
            })
    void a_page_and_the_address_behind_it_share_their_lot(String body) {
        assertThat(fellows(body)).contains(List.of("https://a.test/login", "192.0.2.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-08-10 13:00:21  sshd      192.0.2.1\n2026-08-11 02:48:09  postfix   192.0.2.2\n",
                "IP:192.0.2.1、192.0.2.2",
            })
    void rows_of_other_services_and_lists_without_spaces_do_too(String body) {
        assertThat(fellows(body)).contains(List.of("192.0.2.1", "192.0.2.2"));
    }

    @Test
    void what_is_clearly_apart_stays_so() {
        Fellows.Group fellows = judge("192.0.2.1, 192.0.2.2").fellows().getFirst();
        List<Judge.Candidate> group = fellows.members();
        group.get(0).accused = 0.9;
        group.get(1).accused = 0.4;
        Fellows.level(List.of(fellows));
        assertThat(group.get(1).accused).isGreaterThan(Judge.ACCUSED).isEqualTo(group.get(0).accused, within(1e-9));
        group.get(0).accused = 0.99;
        group.get(1).accused = 0.01;
        Fellows.level(List.of(fellows));
        assertThat(group.get(1).accused).isEqualTo(0.01);
    }
}
