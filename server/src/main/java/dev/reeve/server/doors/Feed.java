package dev.reeve.server.doors;

import dev.reeve.server.settings.RawSection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table that somebody offers over HTTP, as the operator wrote it under `feeds`:
///
/// ```yaml
/// feeds:
///   open-resolvers: {url: "https://feeds.example.net/scan_dns.csv", every: 6 h, authorization-file: keys/feed}
/// ```
///
/// Only these addresses are ever asked, and a redirect to another is not followed.
///
/// @param authorization file that holds the Authorization field's value; null for none
record Feed(String name, URI url, Duration every, @Nullable Path authorization) {
    private static final Duration EVERY_MIN = Duration.ofMinutes(1);

    /// @throws SetupException naming line, setting and what to write
    static List<Feed> list(RawSection section, Path folder) {
        List<Feed> feeds = new ArrayList<>();
        section.map().forEach((name, value) -> feeds.add(feed(new Setting(section, "feeds", name, value), folder)));
        return List.copyOf(feeds);
    }

    private static Feed feed(Setting setting, Path folder) {
        setting.only("url", "every", "authorization-file");
        URI url = address(setting);
        Duration every = setting.length("every", "1 h");
        if (every.compareTo(EVERY_MIN) < 0) {
            throw setting.wrong("every", "is at least 1 m, out of courtesy");
        }
        String file = setting.text("authorization-file", "");
        return new Feed(setting.name(), url, every, file.isEmpty() ? null : folder.resolve(file));
    }

    private static URI address(Setting setting) {
        String text = setting.required("url", "https://feeds.example.net/scan_dns.csv");
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && Map.of("http", 80, "https", 443).containsKey(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below.
        }
        throw setting.wrong("url", "is an address such as https://feeds.example.net/scan_dns.csv, not " + text);
    }

    /// The last segment of the path: the name of the table, which may tell what it holds.
    String fileName() {
        String path = url.getPath() == null ? "" : url.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
