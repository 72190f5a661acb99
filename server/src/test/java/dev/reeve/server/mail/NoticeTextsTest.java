package dev.reeve.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NoticeTextsTest {
    @TempDir
    private Path folder;

    private NoticeTexts texts;

    @BeforeEach
    void writeOwn() throws IOException {
        write("en/hello.txt", "Subject: Hello\nHello.\n");
        write("en/hello.phishing.txt", "Subject: Phishing\nHello.\n");
        write("de/hello.txt", "Subject: Hallo\nHallo.\n");
        texts = new NoticeTexts(folder);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private String subject(String language, String clause) {
        return texts.write(language, "hello", clause, Map.of()).subject();
    }

    @Test
    void theClientsLanguageComesFirst() {
        assertThat(subject("de", "spam")).isEqualTo("Hallo");
    }

    @Test
    void aClauseWithWordsOfItsOwnHasThem() {
        assertThat(subject("en", "phishing")).isEqualTo("Phishing");
    }

    @Test
    void aLanguageThatIsNoneFallsBackToEnglish() {
        assertThat(subject("", "spam")).isEqualTo("Hello");
        assertThat(subject("../de", "spam")).isEqualTo("Hello");
        assertThat(subject("fr", "phishing")).isEqualTo("Phishing");
    }

    @Test
    void aClauseThatIsNoNameReachesNoOtherFile() {
        assertThat(subject("en", "../../secret")).isEqualTo("Hello");
    }
}
