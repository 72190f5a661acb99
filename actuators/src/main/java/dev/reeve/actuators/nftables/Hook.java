package dev.reeve.actuators.nftables;

import java.util.Locale;

/// Where in the kernel's path packets are looked at.
enum Hook {
    /// Traffic of others that this machine passes on.
    FORWARD,
    /// Traffic to addresses of this machine.
    INPUT,
    /// Traffic from addresses of this machine.
    OUTPUT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Not the bare word: some are keywords of nft's own language.
    String chain() {
        return "reeve_" + word();
    }
}
