package dev.reeve.formats.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.formats.Formats;
import dev.reeve.formats.Provider;
import dev.reeve.formats.mail.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TemplatesTest {
    private static final String OWN = """
            template: sensor-next-door
            senders: [sensor.example]
            recognise:
              subject: '^Attack from'
            fields:
              - 'attacker (?<source>[0-9.]+):(?<port>\\d+)'
              - 'when (?<time>[^\\n]+)'
            kind: connection/login_attack
            zone: Europe/Berlin
            samples:
              - mail: |
                  From: robot@sensor.example
                  Subject: Attack from somebody

                  attacker 192.0.2.4:50123
                  when 2026-01-14 03:11:07
                expect:
                  - connection/login_attack address:192.0.2.4:50123 2026-01-14T02:11:07Z
            """;

    @TempDir
    Path folder;

    static List<SenderTemplate> shipped() {
        return Templates.shipped();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aShippedTemplateReadsItsOwnSamples(SenderTemplate template) {
        assertThat(Templates.check(template)).isEmpty();
    }

    @Test
    void anOperatorsTemplateIsOneFile() throws IOException {
        Files.writeString(folder.resolve("sensor.yaml"), OWN);
        Formats formats = Formats.installed().with(Templates.load(folder));
        String mail =
                "From: robot@sensor.example\nSubject: Attack from 192.0.2.9\n\nattacker 192.0.2.9:22\nwhen 2026-01-14 03:11:07\n";
        assertThat(formats.parse(mail.getBytes(StandardCharsets.UTF_8)).format())
                .isEqualTo("template/1");
    }

    @Test
    void aKnownSenderWhoseWordsChangedIsNamed() throws IOException {
        Files.writeString(folder.resolve("sensor.yaml"), OWN);
        Formats formats = Formats.installed().with(Templates.load(folder));
        String mail = "From: robot@sensor.example\nSubject: Angriff von 192.0.2.9\n\nAngreifer: 192.0.2.9\n";
        assertThat(formats.parse("", mail.getBytes(StandardCharsets.UTF_8), Provider.UNKNOWN)
                        .drifted())
                .containsExactly("sensor-next-door");
    }

    @Test
    void aTemplateThatDoesNotReadItsSampleIsRefused() throws IOException {
        Files.writeString(
                folder.resolve("sensor.yaml"),
                OWN.replace("when 2026-01-14 03:11:07\n    expect", "when 2026-01-14 03:11:08\n    expect"));
        assertThatThrownBy(() -> Templates.load(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sensor.yaml")
                .hasMessageContaining("but reads as");
    }

    @Test
    void whatIsWrongWithAFileIsSaid() {
        assertThatThrownBy(() -> TemplateFile.parse("x.yaml", OWN.replace("kind:", "kidn:")))
                .hasMessageContaining("`kidn` is no key of a template");
        assertThatThrownBy(() -> TemplateFile.parse("x.yaml", OWN.replace("(?<source>", "(?<sorce>")))
                .hasMessageContaining("(?<sorce>) is no group");
        assertThatThrownBy(() -> TemplateFile.parse("x.yaml", OWN.replace("(?<source>[0-9.]+)", "(?<source>[0-9.+)")))
                .hasMessageContaining("`fields` is no pattern");
        assertThatThrownBy(() -> TemplateFile.parse("x.yaml", "- a")).hasMessageContaining("holds no keys");
    }

    @Test
    void aPatternThatTakesTooLongDoesNotFit() {
        SenderTemplate slow = TemplateFile.parse(
                "x.yaml",
                OWN.replace("attacker (?<source>[0-9.]+):(?<port>\\d+)", "(?:(?:a+)+b|(?<source>[0-9.]+))+c"));
        String mail = "From: robot@sensor.example\nSubject: Attack from\n\n" + "a".repeat(5_000) + "\n";
        TemplateFormat format = new TemplateFormat(List.of(slow));
        assertThat(format.recognises(RawMessage.of(mail.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }
}
