package dev.reeve.collector.capture;

import java.io.IOException;

/// A file is no capture, or is one only up to some byte; what came before was handed on.
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1L;

    CaptureException(String message) {
        super(message);
    }
}
