package dev.reeve.server.demo;

import java.io.IOException;

/// Takes a XARF report, as the HTTP API does.
public interface DemoDoor {
    /// @return what the reporter was given to ask with later
    String post(String xarf) throws IOException;
}
