package dev.reeve.server.console;

import dev.reeve.core.cases.Decision;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Goes back to a page and says there, plainly, what was done or why it was refused.
final class Answers {
    private Answers() {}

    static String go(String page, RedirectAttributes flash, String done, Supplier<Decision> order) {
        try {
            return switch (order.get()) {
                case Decision.Decided decided -> {
                    flash.addFlashAttribute("done", done);
                    yield "redirect:" + page;
                }
                case Decision.Refused refused -> refused(page, flash, refused);
            };
        } catch (IllegalArgumentException unfit) {
            flash.addFlashAttribute("error", sentence(String.valueOf(unfit.getMessage())));
            return "redirect:" + page;
        }
    }

    private static String refused(String page, RedirectAttributes flash, Decision.Refused refused) {
        flash.addFlashAttribute("error", sentence(refused.why()));
        return refused.code().equals("fresh-login") ? "redirect:/login/again?next=" + page : "redirect:" + page;
    }

    /// Something that has no decision of the desk.
    static String go(String page, RedirectAttributes flash, String done, Runnable work) {
        return go(page, flash, done, () -> {
            work.run();
            return new Decision.Decided(java.util.List.of(), java.util.List.of(), java.util.List.of());
        });
    }

    static String sentence(String text) {
        return text.isEmpty()
                ? text
                : Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
