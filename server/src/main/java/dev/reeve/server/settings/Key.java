package dev.reeve.server.settings;

import org.jspecify.annotations.Nullable;

/// One thing that can be set: where, what may be written, what holds otherwise, and what it is for.
///
/// @param path dotted, as in `listen.http-port`
/// @param otherwise the default as one would write it; null where there is none or it depends on the machine
/// @param sentence for the reference page; says what depends on the machine
/// @param variable an environment variable that overrides the file; null for none
record Key(
        String path,
        Shape shape,
        @Nullable String otherwise,
        String sentence,
        @Nullable String variable) {
    Key(String path, Shape shape, @Nullable String otherwise, String sentence) {
        this(path, shape, otherwise, sentence, null);
    }

    Key overriddenBy(String environmentVariable) {
        return new Key(path, shape, otherwise, sentence, environmentVariable);
    }

    boolean isWithin(String section) {
        return path.startsWith(section + ".");
    }
}
