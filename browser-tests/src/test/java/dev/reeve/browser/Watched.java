package dev.reeve.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// A window whose every request and complaint is noted.
final class Watched implements AutoCloseable {
    /// The console names a failed request as an error; answers that a test asks for on purpose are listed here.
    private static final String TELL_OF_VIOLATIONS = """
            document.addEventListener('securitypolicyviolation',
              e => console.error('content policy: ' + e.violatedDirective + ' refused ' + e.blockedURI))""";

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> elsewhere = new ArrayList<>();

    Watched(BrowserContext context, URI site) {
        this.context = context;
        context.addInitScript(TELL_OF_VIOLATIONS);
        context.onRequest(request -> {
            if (!isAt(request.url(), site)) {
                elsewhere.add(request.url());
            }
        });
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + " on " + message.page().url() + ": " + message.text());
            }
        });
        context.onWebError(error -> complaints.add("script: " + error.error()));
        this.page = context.newPage();
    }

    private static boolean isAt(String url, URI site) {
        URI uri = URI.create(url.replaceFirst("[?#].*$", ""));
        return "data".equals(uri.getScheme())
                || (site.getHost().equals(uri.getHost()) && site.getPort() == uri.getPort());
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    void assertNothingComplained() {
        assertThat(complaints)
                .as("errors, warnings and violations in the browser's console")
                .isEmpty();
        assertThat(elsewhere).as("requests to other hosts").isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
