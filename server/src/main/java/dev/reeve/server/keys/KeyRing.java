package dev.reeve.server.keys;

import java.nio.file.Path;

/// The installation's keys.
///
/// @param master for personal values and evidence
/// @param seal for sealed evidence only
public record KeyRing(SecretKeyFile master, SecretKeyFile seal) {
    /// @param folder made at the first start, readable by its owner only
    public static KeyRing openOrCreate(Path folder) {
        return new KeyRing(
                SecretKeyFile.openOrCreate(folder.resolve("master.key")),
                SecretKeyFile.openOrCreate(folder.resolve("seal.key")));
    }
}
