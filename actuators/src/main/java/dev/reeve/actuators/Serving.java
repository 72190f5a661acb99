package dev.reeve.actuators;

import java.io.IOException;

/// A lever that others ask while mail or traffic passes. Whoever puts the parts together starts and closes it.
public interface Serving extends AutoCloseable {
    /// @throws IOException naming what could not be opened and what to do
    void start() throws IOException;

    @Override
    void close();
}
