package dev.reeve.server.settings;

/// One thing wrong with the settings.
///
/// @param place `reeve.yaml:12:5`, or the name of an environment variable
/// @param write what to write instead
record Problem(String place, String what, String write) {
    @Override
    public String toString() {
        return place + ": " + what + "; write: " + write;
    }
}
