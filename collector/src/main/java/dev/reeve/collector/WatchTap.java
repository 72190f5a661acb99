package dev.reeve.collector;

import dev.reeve.network.flow.Flow;

/// Sees what goes through a watch, on its thread, before it is judged: keeps datagrams as evidence, adds up
/// traffic. It must return at once.
public interface WatchTap {
    WatchTap NONE = new WatchTap() {
        @Override
        public void datagram(String exporter, byte[] bytes, int from, int to, long millis) {}

        @Override
        public void flow(Flow flow) {}
    };

    /// @param millis when it came
    void datagram(String exporter, byte[] bytes, int from, int to, long millis);

    /// @param flow valid only during the call
    void flow(Flow flow);
}
