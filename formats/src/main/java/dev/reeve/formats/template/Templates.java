package dev.reeve.formats.template;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.mail.RawMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where templates come from: those that are shipped, and the `*.yaml` files of a folder of the operator.
public final class Templates {
    private Templates() {}

    static List<SenderTemplate> shipped() {
        return resource("index.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .map(name -> TemplateFile.parse(name, resource(name)))
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + Templates.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those of a folder, by their file names; none where there is no such folder.
    ///
    /// @throws IllegalArgumentException naming the file, what is wrong with it, and the sample that it
    ///     doesn't read
    public static List<SenderTemplate> load(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<SenderTemplate> templates = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                SenderTemplate template = TemplateFile.parse(file.toString(), Files.readString(file));
                List<String> problems = check(template);
                if (!problems.isEmpty()) {
                    throw new IllegalArgumentException(file + ": " + problems.getFirst());
                }
                templates.add(template);
            }
        }
        return templates;
    }

    /// What its own samples say of it; nothing where each is read as expected.
    static List<String> check(SenderTemplate template) {
        List<String> problems = new ArrayList<>();
        TemplateFormat alone = new TemplateFormat(List.of(template));
        for (int i = 0; i < template.samples().size(); i++) {
            SenderTemplate.Sample sample = template.samples().get(i);
            List<String> read = read(alone, sample.mail());
            if (!read.equals(sample.expect())) {
                problems.add("sample " + (i + 1) + " should read as " + sample.expect() + " but reads as " + read);
            }
        }
        return problems;
    }

    /// What one template reads in a mail, a line for each observation.
    static List<String> read(SenderTemplate template, String mail) {
        return read(new TemplateFormat(List.of(template)), mail);
    }

    private static List<String> read(TemplateFormat format, String mail) {
        return switch (format.parse(RawMessage.of(mail.getBytes(StandardCharsets.UTF_8)))) {
            case ParseOutcome.Reports reports ->
                reports.reports().stream()
                        .map(Report::observations)
                        .flatMap(List::stream)
                        .map(Templates::line)
                        .toList();
            case ParseOutcome.NotAReport _, ParseOutcome.Unreadable _ -> List.of();
        };
    }

    private static String line(ObservationDraft draft) {
        boolean moment = draft.seen().from().equals(draft.seen().to());
        return draft.kind() + " " + draft.resource().key() + " " + draft.seen().from()
                + (moment ? "" : " " + draft.seen().to());
    }
}
