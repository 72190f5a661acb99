package dev.reeve.network.workload;

/// What one kind of machine does in a second. One class, registered by its presence.
interface Behaviour {
    /// One word, as it is written in labels and on the command line.
    String name();

    /// @param atMillis end of the second: what ended in it is exported then
    void second(Host host, long atMillis, Emitter out);
}
