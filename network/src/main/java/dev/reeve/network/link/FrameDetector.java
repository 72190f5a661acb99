package dev.reeve.network.link;

import dev.reeve.network.detection.Signs;
import dev.reeve.network.packet.PacketView;

/// Reads one kind of abuse out of single frames. One class, registered by its presence.
public interface FrameDetector {
    /// Name and version, as in `arp/1`.
    String name();

    /// @param frame valid only during the call
    void frame(PacketView frame, long millis, Signs signs);
}
