package dev.reeve.server.security;

/// Addresses of our own pages.
public final class Links {
    private Links() {}

    public static String welcome(String baseUrl, String secret) {
        return withoutSlash(baseUrl) + "/welcome/" + secret;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /// A path of our own, or the queue: a link in a form must not lead away.
    public static String local(String path) {
        boolean ours = path.startsWith("/")
                && !path.startsWith("//")
                && path.indexOf('\\') < 0
                && path.chars().noneMatch(c -> c < 0x21);
        return ours ? path : "/queue";
    }
}
