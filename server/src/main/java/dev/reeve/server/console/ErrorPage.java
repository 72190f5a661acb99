package dev.reeve.server.console;

import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.ApiRefusal;
import dev.reeve.server.security.To;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/// Says what went wrong, plainly, and never what it looked like inside.
@Controller
@Allowed(To.EVERYBODY)
class ErrorPage implements ErrorController {
    @RequestMapping("/error")
    @Nullable
    String error(HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer number ? number : 404;
        response.setStatus(code);
        Object why = request.getAttribute("reeve.why");
        String says = code == 403 && why != null ? forbidden(why.toString()) : says(code);
        if (String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .startsWith("/api/")) {
            ApiRefusal.write(response, code, title(code), says);
            return null;
        }
        model.addAttribute("title", title(code));
        model.addAttribute("says", says);
        return "error";
    }

    private static String forbidden(String why) {
        return why.contains("CSRF")
                ? "This form is too old or was not ours. Go back, load the page again, and send it once more."
                : "You may not do that: " + why + ".";
    }

    private static String title(int code) {
        return switch (code) {
            case 400 -> "That can't be read";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Wrong method";
            case 413 -> "Too large";
            default -> code < 500 ? "That did not work" : "Something went wrong here";
        };
    }

    private static String says(int code) {
        return switch (code) {
            case 400 -> "A field is missing or is not what it should be. Check the address, or go back to the form.";
            case 404 -> "There is nothing at this address. Look in the queue, or search.";
            case 405 -> "This address takes another method.";
            default ->
                code < 500
                        ? "The request can't be carried out as it is."
                        : "The fault is ours and is in the log. Nothing was half done; try again.";
        };
    }
}
