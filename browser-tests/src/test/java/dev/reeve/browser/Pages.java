package dev.reeve.browser;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Every page that a person of the desk reads, by a word for it. A new page is one line here.
final class Pages {
    private Pages() {}

    static Stream<String> words() {
        return paths("C", "C", "m").keySet().stream();
    }

    static String path(Console console, String word) {
        String path = paths(console.openCase().value(), console.doubtfulCase().value(), console.doubtfulMessage())
                .get(word);
        if (path == null) {
            throw new IllegalArgumentException("there is no page " + word);
        }
        return path;
    }

    private static Map<String, String> paths(String openCase, String doubtfulCase, String doubtfulMessage) {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("queue", "/queue");
        paths.put("case", "/cases/" + openCase);
        paths.put("doubt", "/cases/" + doubtfulCase);
        paths.put("message", "/messages/" + doubtfulMessage);
        paths.put("account", "/accounts/cl-003");
        paths.put("search by address", "/search?q=203.0.113.42");
        paths.put("search for nothing", "/search?q=nobody.example");
        paths.put("unattributed", "/unattributed");
        paths.put("quarantine", "/quarantine");
        paths.put("status", "/status");
        paths.put("network", "/network?whose=cl-005");
        paths.put("people", "/people");
        paths.put("me", "/me");
        paths.put("second factor", "/me/second-factor");
        return paths;
    }
}
