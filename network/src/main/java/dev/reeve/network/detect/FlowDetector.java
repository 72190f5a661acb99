package dev.reeve.network.detect;

import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;

/// Judges the flows of one client, one after the other. One class, registered by its presence. All that it
/// knows of a client is in the slice: it has no other state, no thread and no clock, so the same class runs in
/// this process or keyed on a stream engine.
///
/// Which flows it wants is said once, as a table: so most flows of honest clients reach no detector, and a
/// client of whom a detector knows nothing has no slice.
public interface FlowDetector {
    /// Name and version, as in `scan/1`.
    String name();

    /// Bytes of state for each client, a multiple of eight.
    int stateBytes();

    /// Which flows it wants: asked once for every kind of flow, when an engine is made.
    ///
    /// @param outbound whether the client is the source of the flow
    /// @param asking whether the other end's port is the lower one, as when the client uses a service of the
    /// other's
    /// @param flags of TCP; 0 for other protocols
    Concern concern(boolean outbound, boolean asking, int protocol, int flags);

    /// Of these it wants flows with these ports only.
    default Ports ports() {
        return Ports.ANY;
    }

    /// @param outbound whether the client is the source of the flow
    /// @param state of this client and this detector
    void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs);
}
