package dev.reeve.network.detect;

import dev.reeve.network.clients.AddressSet;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowBatch;

/// Whose flows are not judged, and which of the own addresses nobody lives at.
///
/// @param own clients that no detector is shown, such as the provider's own scanners
/// @param remote addresses with which anybody may do what it likes, such as a customer's lab
/// @param dark own addresses without a tenant: whoever tries them is looking for something
public record Exceptions(AddressSet own, AddressSet remote, AddressSet dark) {
    public static final Exceptions NONE = new Exceptions(AddressSet.NONE, AddressSet.NONE, AddressSet.NONE);

    /// Whether no flow is excepted.
    boolean isEmpty() {
        return own.isEmpty() && remote.isEmpty();
    }

    boolean cover(FlowBatch batch, int row, boolean sourceOwn, boolean targetOwn) {
        return covers(batch.sourceHigh[row], batch.sourceLow[row], batch.v6[row], sourceOwn)
                || covers(batch.targetHigh[row], batch.targetLow[row], batch.v6[row], targetOwn);
    }

    private boolean covers(long high, long low, boolean v6, boolean isOwn) {
        return isOwn ? own.contains(high, low, v6) : remote.contains(high, low, v6);
    }

    boolean isDark(Flow flow) {
        return dark.contains(flow.targetHigh, flow.targetLow, flow.v6);
    }
}
