package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.formats.Provider;
import dev.reeve.formats.mail.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What sentences say of things whose: behind them, by the numbers of their rows, by the names of their fields.
final class SayingTest {
    private static Judge judge(String body) {
        String mail = "From: a@reporter.example\r\nTo: abuse@host.example\r\nSubject: scans\r\n"
                + "Date: Tue, 13 Oct 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                + body.replace("\n", "\r\n");
        return Reading.of(
                        Document.of(RawMessage.of(mail.getBytes(StandardCharsets.UTF_8))
                                .mail()),
                        Provider.UNKNOWN)
                .judge();
    }

    /// What is said to be another's.
    private static List<String> others(String body) {
        return judge(body).candidates().values().stream()
                .filter(c -> c.traits[Trait.ROW_OTHERS.ordinal()] > 0.99)
                .map(c -> c.what.key())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The attack came from 192.0.2.1 and 192.0.2.2, which are not yours, and from 192.0.2.3.",
                "Weitere kamen von 192.0.2.1 und 192.0.2.2 (anderes Netz, dort gemeldet). 192.0.2.3 ist Ihrer.",
                "On scanne depuis 192.0.2.1 et 192.0.2.2, chez un autre hébergeur. 192.0.2.3 est chez vous.",
                "1. 192.0.2.1\n2. 192.0.2.2\n3. 192.0.2.3\n\nNumber 3 is yours, please stop it.\n",
                "1. 192.0.2.1\n2. 192.0.2.2\n3. 192.0.2.3\n\nRows 1 and 2 have been sent to others.\n",
                "192.0.2.1 (not yours)\n192.0.2.2 (other network, told)\n192.0.2.3\n",
                "192.0.2.1  ham\n192.0.2.2  green\n192.0.2.3  spam\n",
                "Your ASN is 64502.\n\n64777;192.0.2.1\n64888;192.0.2.2\n64502;192.0.2.3\n",
                "To the abuse team of AS64502.\n\n192.0.2.1  AS64777\n192.0.2.2  AS64888\n192.0.2.3  AS64502\n",
                "a) 192.0.2.1, another operator\nb) 192.0.2.2, another operator\nc) 192.0.2.3, your network\n",
                "Host\tAddress\nBluff Servers\t192.0.2.1\nQuillnet\t192.0.2.2\nHost Example\t192.0.2.3\n",
                "NOT YOURS (told)\n  192.0.2.1\n  192.0.2.2\n\nYOURS\n  192.0.2.3\n",
            })
    void what_is_anothers_is_spared_and_nothing_else(String body) {
        assertThat(others(body)).containsExactly("192.0.2.1", "192.0.2.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Edge\" is our load balancer.\n\n{\"Edge\":\"192.0.2.1\",\"Real\":\"192.0.2.2\"}\n"
                        + "{\"Edge\":\"192.0.2.1\",\"Real\":\"192.0.2.3\"}\n",
                "lip= is our own server.\n\nlogin failed rip=192.0.2.2, lip=192.0.2.1\n"
                        + "login failed rip=192.0.2.3, lip=192.0.2.1\n",
                "The first column is our CDN.\n\n192.0.2.1 - \"GET /\" 404 192.0.2.2\n"
                        + "192.0.2.1 - \"GET /a\" 404 192.0.2.3\n",
            })
    void a_field_that_the_letter_says_is_its_own_is_spared(String body) {
        assertThat(others(body)).containsExactly("192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "They offered it to others from 192.0.2.1 and 192.0.2.2.",
                "192.0.2.1 scans us.\nOther networks see it too.\n",
                "1. 192.0.2.1\n2. 192.0.2.2\n\nWe saw 2 of your machines today.\n",
                "Our work is shown at:\n\nhttps://copies.test/a\nhttps://copies.test/b\n\nThe original:\nhttps://a.test/\n",
                "192.0.2.1;06:30;1 base;« READ_ME »\n192.0.2.2;06:31;3 bases;x\n",
                "\"192.0.2.1\",\"Linux nas1 4.4\"\n\"192.0.2.2\",\"RouterOS\"\n",
            })
    void what_says_nothing_of_this_spares_nothing(String body) {
        assertThat(others(body)).isEmpty();
    }

    @Test
    void the_name_of_a_page_that_is_anothers_and_the_address_behind_it_are_spared_too() {
        Judge judge = judge("1. https://a.test/r\n2. https://b.test/login\n\nStep 1 has been sent to others.\n\n"
                + "A records\n  a.test    192.0.2.1\n  b.test    192.0.2.2\n");
        assertThat(judge.candidates().values())
                .filteredOn(c -> c.spared)
                .extracting(c -> c.what.key())
                .containsExactlyInAnyOrder("a.test", "192.0.2.1");
    }

    @Test
    void a_network_of_which_addresses_are_named_only_says_where_they_are() {
        assertThat(judge("Spam from 198.51.100.0/24: 198.51.100.7 and 198.51.100.9.")
                        .weighed())
                .extracting(c -> c.what.key())
                .containsExactly("198.51.100.7", "198.51.100.9");
        assertThat(judge("All of 198.51.100.0/24 scans us.").weighed())
                .extracting(c -> c.what.key())
                .containsExactly("198.51.100.0/24");
    }

    @Test
    void a_url_ends_before_the_address_in_the_next_cell() {
        assertThat(judge("url,ip\nhxxps://parcel[.]test/addr,192.0.2.1,64502\nhttps://kt.test/e/,2001:db8::1,64502\n")
                        .candidates())
                .containsKeys("https://parcel.test/addr", "192.0.2.1", "https://kt.test/e/", "2001:db8::1");
    }
}
