package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Resource;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.mail.RawMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases of `cases/free-text.txt`: one short mail each, and whom it accuses.
final class FreeTextCasesTest {
    record Case(String name, String kind, Set<String> accused, String subject, String body) {
        @Override
        public String toString() {
            return name;
        }

        byte[] mail() {
            String subject64 = Base64.getEncoder().encodeToString(subject.getBytes(StandardCharsets.UTF_8));
            return ("From: Desk <desk@reporter.example>\nTo: abuse@host.example\nSubject: =?utf-8?B?" + subject64
                            + "?=\nDate: Wed, 20 May 2026 12:00:00 +0000\nMIME-Version: 1.0\n"
                            + "Content-Type: text/plain; charset=utf-8\n\n" + body)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    static List<Case> cases() throws IOException {
        return cases("/cases/free-text.txt");
    }

    static List<Case> cases(String resource) throws IOException {
        try (InputStream in = FreeTextCasesTest.class.getResourceAsStream(resource)) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("(?m)^=== "))
                    .filter(block -> !block.isBlank() && !block.startsWith("#"))
                    .map(FreeTextCasesTest::one)
                    .toList();
        }
    }

    private static Case one(String block) {
        String[] head = block.substring(0, block.indexOf('\n')).split("\\|", -1);
        Set<String> accused = new TreeSet<>();
        Stream.of(head[2].split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .forEach(accused::add);
        return new Case(
                head[0].strip(), head[1].strip(), accused, head[3].strip(), block.substring(block.indexOf('\n') + 1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whoIsAccusedOfWhat(Case given) {
        ParseOutcome outcome = new FreeTextFormat().parse(RawMessage.of(given.mail()));
        if (given.kind().equals("none")) {
            assertThat(outcome).isNotInstanceOf(ParseOutcome.Reports.class);
            return;
        }
        assertThat(outcome).isInstanceOf(ParseOutcome.Reports.class);
        List<ObservationDraft> drafts = ((ParseOutcome.Reports) outcome)
                .reports().stream()
                        .map(Report::observations)
                        .flatMap(List::stream)
                        .toList();
        assertThat(drafts.stream()
                        .map(d -> d.resource() instanceof Resource.Address a
                                ? a.ip().toString()
                                : d.facts().getOrDefault("written", d.resource().text())))
                .containsExactlyInAnyOrderElementsOf(given.accused());
        assertThat(drafts).allMatch(d -> d.kind().toString().equals(given.kind()));
        assertThat(drafts)
                .allMatch(d -> !d.spans().isEmpty()
                        && d.spans().stream().anyMatch(s -> s.what().equals("source")));
    }
}
