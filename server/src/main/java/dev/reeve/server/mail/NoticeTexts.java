package dev.reeve.server.mail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/// Writes notices from templates: `LANGUAGE/KIND.txt`, or `LANGUAGE/KIND.CLAUSE.txt` where a clause has its own
/// words. The
/// operator's folder comes first, then what ships with Reeve; a language without a template falls back to English.
///
/// Values from evidence are data: they are written into the text and never read as a template.
public final class NoticeTexts {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,60}");

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final Path ownFolder;

    /// @param ownFolder the operator's own templates; need not exist
    public NoticeTexts(Path ownFolder) {
        this.ownFolder = ownFolder;
        FileTemplateResolver own = new FileTemplateResolver();
        own.setPrefix(ownFolder + "/");
        own.setSuffix(".txt");
        own.setTemplateMode(TemplateMode.TEXT);
        own.setCharacterEncoding(StandardCharsets.UTF_8.name());
        own.setCheckExistence(true);
        own.setCacheable(false);
        own.setOrder(1);
        ClassLoaderTemplateResolver shipped = new ClassLoaderTemplateResolver();
        shipped.setPrefix("notices/");
        shipped.setSuffix(".txt");
        shipped.setTemplateMode(TemplateMode.TEXT);
        shipped.setCharacterEncoding(StandardCharsets.UTF_8.name());
        shipped.setCheckExistence(true);
        shipped.setOrder(2);
        engine.setTemplateResolvers(java.util.Set.of(own, shipped));
    }

    public record Text(String subject, String body) {}

    /// @param values what the templates may say; see the page on notices in the reference
    public Text write(String language, String kind, String clause, Map<String, Object> values) {
        String name = candidates(language, kind, clause).stream()
                .filter(this::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no template for " + kind));
        String text = engine.process(name, new Context(Locale.ENGLISH, values));
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        if (!first.startsWith("Subject: ")) {
            throw new IllegalStateException("the template " + name + " must begin with a line \"Subject: …\"");
        }
        // A subject is one line, whatever the values were.
        String subject = first.substring(9).replaceAll("\\p{Cntrl}", " ").strip();
        return new Text(subject, text.substring(end + 1).strip() + "\n");
    }

    private static List<String> candidates(String language, String kind, String clause) {
        String folder = NAME.matcher(language).matches() ? language : "en";
        List<String> names = new ArrayList<>();
        if (NAME.matcher(clause).matches()) {
            names.add(folder + "/" + kind + "." + clause);
            names.add("en/" + kind + "." + clause);
        }
        names.add(folder + "/" + kind);
        names.add("en/" + kind);
        return names;
    }

    private boolean exists(String name) {
        return Files.exists(ownFolder.resolve(name + ".txt"))
                || NoticeTexts.class.getResource("/notices/" + name + ".txt") != null;
    }
}
