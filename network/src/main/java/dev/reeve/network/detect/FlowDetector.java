package dev.reeve.network.detect;

import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowBatch;

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

    /// Whether only flows between two of the provider's own addresses are of interest.
    default boolean withinOwn() {
        return false;
    }

    /// Bytes of its front: state for each client, a multiple of four, that a flow passes before the slice is touched.
    /// 0 where it has none.
    default int frontBytes() {
        return 0;
    }

    /// Whether a flow of which the concern is {@link Concern#ALWAYS} is enough to be shown while it sleeps or knows
    /// nothing of the client. Asked of all of them, in order; what is kept out leaves only what is noted here.
    ///
    /// @param front what it noted of this client, zeros at first
    default boolean isNotable(FlowBatch batch, int row, Slice front, Thresholds thresholds) {
        return true;
    }

    /// @param outbound whether the client is the source of the flow
    /// @param state of this client and this detector
    void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs);
}
