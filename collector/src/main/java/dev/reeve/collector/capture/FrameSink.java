package dev.reeve.collector.capture;

/// Takes the frames of a capture in their order.
@FunctionalInterface
public interface FrameSink {
    /// @param bytes valid only during the call
    /// @param linkType of this frame, as in `dev.reeve.network.packet.LinkType`
    /// @param nanos since 1970
    void frame(byte[] bytes, int from, int to, int linkType, long nanos);
}
