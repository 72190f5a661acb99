package dev.reeve.server.evidence;

/// More bytes than are taken. Nothing of them was kept; the rest was not read.
public final class EvidenceTooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    EvidenceTooLargeException(long sizeMax) {
        super("more than " + sizeMax + " bytes");
    }
}
