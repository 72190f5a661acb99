package dev.reeve.server.pgp;

import dev.reeve.core.evidence.Span;

/// What a message says was signed, and the signature beside it; nothing of it is believed yet.
///
/// @param place of the signed bytes in the raw message
/// @param signed as they were signed: lines end with CR LF
/// @param armour the signature in its armour
record SignedText(Span place, byte[] signed, byte[] armour) {
    /// A message has a signature that can't be looked at.
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String why) {
            super(why);
        }
    }
}
