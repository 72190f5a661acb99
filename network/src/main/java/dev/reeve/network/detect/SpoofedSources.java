package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.clients.AddressSet;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.FlowBatch;
import java.util.Map;

/// Forged sources: flows that come in by the port of one client, from addresses that are not this client's (RFC
/// 2827). Each is a proof by itself; several within a minute are not a mistake of an exporter. One for each
/// port of a client.
///
/// - **Needs** exporters that name the interface a flow came in by, and the list of which client is behind
///   which.
/// - **Fooled by** a client that rightly routes other addresses and isn't listed with them.
/// - **Ignores** addresses that never leave a link (link-local, unspecified), and multicast listeners' reports.
/// - **Under sampling** each sample is a proof still: a thousand packets a second at 1:1000 are one a second.
public final class SpoofedSources {
    private static final Kind KIND = Kind.parse("connection/ddos");
    private static final long WINDOW_MILLIS = 60_000;
    static final int PROOFS_MIN = 10;

    private final Port port;
    private final Signs signs;
    private long began;
    private long proofs;
    private double packets;

    /// @param input number of the interface, as the exporter gives it
    /// @param client who is behind it; detections name its first address
    /// @param allowed every address that may come from there
    public record Port(int input, Endpoint client, AddressSet allowed) {}

    public SpoofedSources(Port port, Signs signs) {
        this.port = port;
        this.signs = signs;
    }

    /// Takes flows of the exporter whose port it is.
    public void flows(FlowBatch batch) {
        for (int row = 0; row < batch.rows(); row++) {
            if (batch.input[row] == port.input && isForged(batch, row)) {
                proof(batch, row);
            }
        }
    }

    private boolean isForged(FlowBatch batch, int row) {
        long high = batch.sourceHigh[row];
        long low = batch.sourceLow[row];
        boolean v6 = batch.v6[row];
        boolean local = v6 ? high >>> 54 == 0xFE80 >>> 6 || (high | low) == 0 : low == 0 || low >>> 16 == 0xA9FE;
        return !local && !port.allowed.contains(high, low, v6);
    }

    private void proof(FlowBatch batch, int row) {
        if (batch.fromMillis[row] - began > WINDOW_MILLIS) {
            began = batch.fromMillis[row];
            proofs = 0;
            packets = 0;
        }
        proofs += Math.max(1, batch.packets[row]);
        packets += (double) batch.packets[row] * batch.sampling[row];
        if (proofs >= PROOFS_MIN) {
            Endpoint target = new Endpoint(batch.targetHigh[row], batch.targetLow[row], batch.v6[row]);
            signs.see(new Sign(
                    "spoofed-source/1",
                    KIND,
                    port.client,
                    0,
                    Math.min(began, batch.toMillis[row]),
                    batch.toMillis[row],
                    Strength.MEASURED,
                    Map.of(
                            "proofs", (double) proofs,
                            "packets", (double) Math.round(packets),
                            "sampling", (double) batch.sampling[row]),
                    Map.of(
                            "attack",
                            "spoofed-source",
                            "interface",
                            String.valueOf(port.input),
                            "source",
                            new Endpoint(batch.sourceHigh[row], batch.sourceLow[row], batch.v6[row]).toString(),
                            "target",
                            target.toString())));
        }
    }
}
