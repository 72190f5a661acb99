package dev.reeve.server.audit;

import java.time.Duration;
import java.util.Locale;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/// The page as one HTML file that can be mailed or printed: no script, nothing fetched.
public final class AuditPage {
    private AuditPage() {}

    public static String html(Audit audit) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(AuditPage.class.getClassLoader());
        resolver.setPrefix("audit/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        Context context = new Context(Locale.ENGLISH);
        context.setVariable("audit", audit);
        context.setVariable("between", AuditText.between(audit).replaceFirst("^, ", ""));
        context.setVariable("words", new Words());
        return engine.process("audit", context);
    }

    /// What the template says in words.
    public static final class Words {
        public String length(Duration length) {
            return AuditText.words(length);
        }

        public String begun(Audit.Deed deed) {
            return AuditText.begun(deed);
        }

        public String more(Audit.Culprit culprit) {
            return AuditText.more(culprit);
        }

        public String doubt(Audit audit) {
            return AuditText.doubt(audit);
        }

        public String number(int number) {
            return String.format(Locale.ENGLISH, "%,d", number);
        }

        /// Width of a bar, in percent of the longest.
        public String width(int count, int most) {
            return "width:" + Math.max(1, Math.round(100f * count / Math.max(1, most))) + "%";
        }
    }
}
