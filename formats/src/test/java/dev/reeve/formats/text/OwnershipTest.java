package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.formats.Provider;
import dev.reeve.formats.mail.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnershipTest {
    private static List<Judge.Candidate> candidates(String body) {
        String mail = "From: a@reporter.example\r\nTo: abuse@host.example\r\nSubject: scans\r\n"
                + "Date: Tue, 13 Oct 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                + body.replace("\n", "\r\n");
        Reading reading = Reading.of(
                Document.of(RawMessage.of(mail.getBytes(StandardCharsets.UTF_8)).mail()), Provider.UNKNOWN);
        return new ArrayList<>(reading.judge().candidates().values());
    }

    private static double trait(Judge.Candidate candidate, Trait trait) {
        return candidate.traits[trait.ordinal()];
    }

    /// Of each list the first and the third row are the reader's, the second is another's.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1  22/tcp  HOST-EXAMPLE\n192.0.2.2  22/tcp  PINE-NET\n192.0.2.3  22/tcp  HOST-EXAMPLE\n",
                "192.0.2.1 | yours\n192.0.2.2 | elsewhere\n192.0.2.3 | yours\n",
                "{\"ip\": \"192.0.2.1\", \"yours\": true}\n{\"ip\": \"192.0.2.2\", \"yours\": false}\n"
                        + "{\"ip\": \"192.0.2.3\", \"yours\": true}\n",
                "ip,hits,yours\n192.0.2.1,5,yes\n192.0.2.2,7,no\n192.0.2.3,9,yes\n",
                "Yours are the rows that say AS64502.\n\n192.0.2.1 AS64502 30\n192.0.2.2 AS64777 40\n"
                        + "192.0.2.3 AS64502 50\n",
                "We send the same file to all, HOST-EX is\nabuse@host.example.\n\nholder;src;hits\nHOST-EX;192.0.2.1;5\n"
                        + "BAYNET;192.0.2.2;7\nHOST-EX;192.0.2.3;9\n",
                "1) 192.0.2.1, port 4443/tcp – your network, seen today\n   and last at noon\n"
                        + "2) 192.0.2.2, port 443/tcp – another operator\n3) 192.0.2.3 (yours)\n",
                "Everybody gets the same list. You are AS64502.\n\nASN    ADDRESS    MBPS\n64502  192.0.2.1  410\n"
                        + "64777  192.0.2.2  388\n64502  192.0.2.3  202\n",
                "1 192.0.2.1 (bei Ihnen)\n2 192.0.2.2 (anderes Netz)\n\n3 192.0.2.3 (bei Ihnen)\n",
            })
    void a_row_that_says_whose_it_is_is_told_from_the_others(String body) {
        List<Judge.Candidate> found = candidates("Brute force on our servers.\n\n" + body);
        assertThat(found).hasSize(3);
        assertThat(found).extracting(c -> trait(c, Trait.ROW_YOURS)).containsExactly(1.0, 0.0, 1.0);
        assertThat(found).extracting(c -> trait(c, Trait.ROW_OTHERS)).containsExactly(0.0, 1.0, 0.0);
        assertThat(found.get(1).accused).isLessThan(found.get(0).accused).isLessThan(found.get(2).accused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1 yours\n192.0.2.2 yours\n",
                "192.0.2.1  seen at noon\n192.0.2.2  seen at one, thank you\n",
                "192.0.2.1 | https\n192.0.2.2 | http, for your information\n",
                "Your server 192.0.2.1 attacked us.\nThe target was 192.0.2.2.\n",
                "192.0.2.1 http://a.test/?u=1\n192.0.2.2 http://b.test/\n",
            })
    void what_tells_no_owner_tells_nothing(String body) {
        assertThat(candidates(body)).allSatisfy(c -> {
            assertThat(trait(c, Trait.ROW_YOURS)).isZero();
            assertThat(trait(c, Trait.ROW_OTHERS)).isZero();
        });
    }

    @Test
    void what_is_done_with_is_told_from_what_is_open() {
        List<Judge.Candidate> found = candidates(
                "Phishing:\n\n192.0.2.1  12:40  fermée\n192.0.2.2  12:41  en ligne\n192.0.2.3  12:42  en ligne\n");
        assertThat(found).extracting(c -> trait(c, Trait.ROW_OTHERS)).containsExactly(1.0, 0.0, 0.0);
        assertThat(candidates("ADDED\n  192.0.2.1  trap hit\n\nREMOVED\n  192.0.2.2  expired\n"))
                .extracting(c -> trait(c, Trait.ROW_OTHERS))
                .containsExactly(0.0, 1.0);
        assertThat(candidates("192.0.2.1 closed\n192.0.2.2 closed\n"))
                .allSatisfy(c -> assertThat(trait(c, Trait.ROW_OTHERS)).isZero());
    }

    @Test
    void what_the_head_of_a_list_says_holds_for_all_of_it() {
        List<Judge.Candidate> found = candidates("Hosts (yours):\n  - 192.0.2.1\n  - 192.0.2.2\n"
                + "Hosts (others, for context only):\n  - 192.0.2.3\nTelemetry from 192.0.2.4.\n");
        assertThat(found).extracting(c -> trait(c, Trait.ROW_YOURS)).containsExactly(1.0, 1.0, 0.0, 0.0);
        assertThat(found).extracting(c -> trait(c, Trait.ROW_OTHERS)).containsExactly(0.0, 0.0, 1.0, 0.0);
        assertThat(candidates("We saw attacks from your hosts:\n192.0.2.1\n\nTimes are UTC:\n192.0.2.2\n"))
                .allSatisfy(c -> assertThat(trait(c, Trait.ROW_OTHERS)).isZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host.example:\n   192.0.2.1\n   192.0.2.2\nQuillnet (written to):\n   192.0.2.3\n",
                "== host.example ==\n01:12 192.0.2.1\n01:13 192.0.2.2\n\n== Quillnet ==\n02:11 192.0.2.3\n",
                "abuse@host.example\n192.0.2.1\n192.0.2.2\n\nabuse@quill.test\n192.0.2.3\n",
            })
    void a_head_that_is_the_readers_name_tells_from_heads_that_look_like_it(String body) {
        List<Judge.Candidate> found = candidates("They hit us tonight.\n\n" + body).stream()
                .filter(c -> c.what instanceof Mention.Ip)
                .toList();
        assertThat(found).extracting(c -> trait(c, Trait.ROW_YOURS)).containsExactly(1.0, 1.0, 0.0);
        assertThat(found).extracting(c -> trait(c, Trait.ROW_OTHERS)).containsExactly(0.0, 0.0, 1.0);
    }

    @Test
    void names_in_a_list_are_no_heads_of_each_other() {
        assertThat(candidates("Phishing:\n\nevil.test\nclient.host.example\nworse.test\n"))
                .allSatisfy(c -> assertThat(trait(c, Trait.ROW_OTHERS)).isZero());
    }

    @Test
    void what_only_rows_of_others_name_is_spared() {
        Judge.Candidate candidate = candidates("192.0.2.1").getFirst();
        candidate.accused = 0.9;
        candidate.traits[Trait.ROW_OTHERS.ordinal()] = 0.5;
        Ownership.tell(List.of(candidate));
        assertThat(candidate.accused).isEqualTo(0.9);
        candidate.traits[Trait.ROW_OTHERS.ordinal()] = 1;
        Ownership.tell(List.of(candidate));
        assertThat(candidate.accused).isLessThan(Judge.ACCUSED);
    }
}
