package dev.reeve.server.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /// Raise it as pages are added: a check of nothing proves nothing.
    private static final int DOCUMENTS_MIN = 30;

    private static final Set<String> LEFT_OUT = Set.of("target", ".git", "node_modules");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

    /// What tells of a tracker or a home folder and not of the project.
    private static final List<Pattern> FOREIGN =
            List.of(Pattern.compile("(?i)\\bissue #"), Pattern.compile("(?<![\\w.])/(home|root)/\\w"));

    private static final int ARCHITECTURE_LINES_MAX = 150;

    private record Document(Path path, String text) {
        /// Without code, in which brackets mean other things.
        String prose() {
            return text.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
        }

        Path name() {
            return ROOT.relativize(path);
        }
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Document document : documents()) {
            LINK.matcher(document.prose()).results().map(m -> m.group(1)).forEach(link -> {
                if (!isRemote(link) && !leadsSomewhere(document, link)) {
                    dead.add(document.name() + ": " + link);
                }
            });
        }
        assertThat(dead).as("links to nothing").isEmpty();
    }

    @Test
    void documentsStandAlone() throws IOException {
        List<String> found = new ArrayList<>();
        for (Document document : documents()) {
            for (Pattern foreign : FOREIGN) {
                foreign.matcher(document.text())
                        .results()
                        .map(MatchResult::group)
                        .forEach(word -> found.add(document.name() + ": " + word));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void architectureStaysShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("ARCHITECTURE.md")))
                .hasSizeLessThanOrEqualTo(ARCHITECTURE_LINES_MAX);
    }

    @Test
    void everyDecisionSaysHowWeWouldNoticeThatItWasWrong() throws IOException {
        List<Document> decisions = documents().stream()
                .filter(d -> d.path().startsWith(ROOT.resolve("docs/decisions")))
                .toList();
        assertThat(decisions)
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision.text())
                        .as("%s", decision.name())
                        .contains(
                                "## Context",
                                "## Decision",
                                "## Consequences",
                                "## How we would notice that we were wrong"));
    }

    private static boolean isRemote(String link) {
        return link.matches("(?i)[a-z][a-z0-9+.-]*:.*");
    }

    private static boolean leadsSomewhere(Document from, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target =
                file.isEmpty() ? from.path() : from.path().resolveSibling(file).normalize();
        if (!target.startsWith(ROOT) || !Files.exists(target)) {
            return false;
        }
        return hash < 0 || !target.toString().endsWith(".md") || anchors(target).contains(link.substring(hash + 1));
    }

    private static Set<String> anchors(Path page) {
        try {
            return HEADING.matcher(Files.readString(page))
                    .results()
                    .map(m -> m.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9 _-]", "")
                            .replace(' ', '-'))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Document> documents() throws IOException {
        List<Document> documents = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path name = folder.getFileName();
                boolean out = name != null && LEFT_OUT.contains(name.toString());
                return out ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".md")) {
                    documents.add(new Document(file, Files.readString(file, StandardCharsets.UTF_8)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(documents).hasSizeGreaterThanOrEqualTo(DOCUMENTS_MIN);
        return documents;
    }
}
