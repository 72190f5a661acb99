package dev.reeve.formats.legal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.LegalNotice.Element;
import dev.reeve.core.evidence.LegalNotice.Kind;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.mail.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is deleted from a complete notice is missing from it, and nothing else.
final class AblationTest {
    private static String text(String name) throws IOException {
        return Files.readString(Path.of("../samples/notices").resolve(name));
    }

    private static LegalNotice read(String name, String text) {
        RawMessage message = RawMessage.of(name, text.getBytes(StandardCharsets.UTF_8));
        LegalNoticeFormat format = new LegalNoticeFormat();
        assertThat(format.recognises(message)).isTrue();
        return ((Reports) format.parse(message))
                .reports()
                .getFirst()
                .findNotice()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "takedown-letter.txt",
                "takedown-form.md",
                "takedown-german.txt",
                "takedown-french.txt",
                "takedown-spanish.txt"
            })
    void aCompleteNoticeLacksNothing(String name) throws IOException {
        LegalNotice notice = read(name, text(name));
        assertThat(notice.kind()).isEqualTo(Kind.TAKEDOWN);
        assertThat(notice.missing()).isEmpty();
        assertThat(notice.elements()).allMatch(f -> f.span().length() > 0);
    }

    static Stream<Arguments> deletions() {
        return Stream.of(
                Arguments.of(
                        "takedown-letter.txt", Element.GOOD_FAITH, List.of("I have a good faith belief .*?law\\.")),
                Arguments.of(
                        "takedown-letter.txt", Element.PERJURY, List.of("Under penalty of perjury.*?infringed\\.")),
                Arguments.of("takedown-letter.txt", Element.SIGNATURE, List.of("Robin Marsh\\nRights Manager\\n")),
                Arguments.of(
                        "takedown-letter.txt",
                        Element.LOCATOR,
                        List.of("https://cheap\\S+\\n", "cheap-posters\\S+\\n")),
                Arguments.of("takedown-form.md", Element.GOOD_FAITH, List.of("(?m)^I have a good faith.*$")),
                Arguments.of("takedown-form.md", Element.PERJURY, List.of("(?m)^I swear.*$")),
                Arguments.of("takedown-form.md", Element.SIGNATURE, List.of("Jamie Reed\\n")),
                Arguments.of("takedown-form.md", Element.LOCATOR, List.of("https://code-mirror\\S+/fennel\\S*\\n")),
                Arguments.of("takedown-german.txt", Element.GOOD_FAITH, List.of("Ich bin in gutem.*?\\n")),
                Arguments.of("takedown-german.txt", Element.PERJURY, List.of("Ich versichere.*?\\n")),
                Arguments.of("takedown-german.txt", Element.SIGNATURE, List.of("Kim Sander\\n")),
                Arguments.of("takedown-german.txt", Element.LOCATOR, List.of("https://lesefutter\\S+")),
                Arguments.of("takedown-french.txt", Element.GOOD_FAITH, List.of("Je crois de bonne foi.*?\\n")),
                Arguments.of("takedown-french.txt", Element.PERJURY, List.of("J'atteste.*?\\n")),
                Arguments.of("takedown-french.txt", Element.SIGNATURE, List.of("Signature : Camille Ferrand\\n")),
                Arguments.of("takedown-french.txt", Element.LOCATOR, List.of("https://lire\\S+")),
                Arguments.of("takedown-spanish.txt", Element.GOOD_FAITH, List.of("Creo de buena fe.*?\\n")),
                Arguments.of("takedown-spanish.txt", Element.PERJURY, List.of("Declaro bajo.*?\\n")),
                Arguments.of("takedown-spanish.txt", Element.SIGNATURE, List.of("Lucía Campos\\n")),
                Arguments.of("takedown-spanish.txt", Element.LOCATOR, List.of("https://musica\\S+")),
                Arguments.of(
                        "counter-notice.txt", Element.PERJURY, List.of("under penalty of perjury, ", "I swear, that ")),
                Arguments.of("counter-notice.txt", Element.SIGNATURE, List.of("/s/ Ash Fielding\\n")),
                Arguments.of("counter-notice.txt", Element.LOCATOR, List.of("https://small-host\\S+")));
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void whatIsDeletedIsMissingAndNothingElse(String name, Element element, List<String> deleted) throws IOException {
        String text = text(name);
        for (String pattern : deleted) {
            String without = text.replaceAll(pattern, "");
            assertThat(without).isNotEqualTo(text);
            text = without;
        }
        assertThat(read(name, text).missing()).containsExactly(element);
    }

    @ParameterizedTest
    @CsvSource({"counter-notice.txt,COUNTER_NOTICE", "retraction.txt,RETRACTION"})
    void itsKind(String name, Kind kind) throws IOException {
        LegalNotice notice = read(name, text(name));
        assertThat(notice.kind()).isEqualTo(kind);
        assertThat(notice.missing()).isEmpty();
        assertThat(notice.locators())
                .extracting(LegalNotice.Locator::value)
                .containsExactly("https://small-host.test/~ash/maps/harbour.png");
    }

    @ParameterizedTest
    @CsvSource({"takedown-letter.txt,3", "takedown-form.md,3"})
    void locatorsAreWhereTheCopiesAreAndNotTheOriginal(String name, int count) throws IOException {
        assertThat(read(name, text(name)).locators())
                .hasSize(count)
                .noneMatch(l -> l.value().contains("tidewater") || l.value().contains("fennel-parser"));
    }
}
