package dev.reeve.network.detect;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowSink;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// Shows each flow to every detector, once for each end that is a client's. Keeps the state of all clients side by
/// side:
/// what one client has is one run of bytes. Single-threaded.
public final class FlowEngine implements FlowSink {
    /// Clients that are followed; a host has fewer, and a spoofed source must not fill the memory.
    private final int clientsMax;

    private final List<FlowDetector> detectors;
    private final Predicate<Endpoint> own;
    private final Function<Endpoint, Thresholds> thresholds;
    private final Signs signs;
    private final int[] offsets;
    private final int stride;
    private final Map<Endpoint, Client> clients = new HashMap<>();
    private final Slice slice = new Slice();
    private long flows;
    private long ignored;

    private record Client(byte[] state, Thresholds thresholds) {}

    /// @param own whether an address is a client's
    /// @param thresholds of the client's plan
    public FlowEngine(
            List<FlowDetector> detectors,
            Predicate<Endpoint> own,
            Function<Endpoint, Thresholds> thresholds,
            int clientsMax,
            Signs signs) {
        this.detectors = List.copyOf(detectors);
        this.own = own;
        this.thresholds = thresholds;
        this.clientsMax = clientsMax;
        this.signs = signs;
        this.offsets = new int[detectors.size()];
        int at = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at += detectors.get(i).stateBytes();
        }
        this.stride = at;
    }

    /// Every detector that comes with Reeve.
    public static List<FlowDetector> detectors() {
        return List.of(
                new HorizontalScanDetector(),
                new VerticalScanDetector(),
                new FloodDetector(),
                new ReflectionDetector(),
                new LoginFlowDetector(),
                new MailBurstDetector());
    }

    @Override
    public void flow(Flow flow) {
        flows++;
        Endpoint source = flow.source();
        Endpoint target = flow.target();
        boolean outbound = own.test(source);
        boolean inbound = own.test(target);
        if (!outbound && !inbound) {
            ignored++;
        }
        if (outbound) {
            show(flow, source, true);
        }
        if (inbound) {
            show(flow, target, false);
        }
    }

    private void show(Flow flow, Endpoint client, boolean outbound) {
        Client known = clients.get(client);
        if (known == null) {
            if (clients.size() >= clientsMax) {
                ignored++;
                return;
            }
            known = new Client(new byte[stride], thresholds.apply(client));
            clients.put(client, known);
        }
        for (int i = 0; i < offsets.length; i++) {
            detectors.get(i).flow(flow, outbound, slice.over(known.state, offsets[i]), known.thresholds, signs);
        }
    }

    /// The state of one client, to be moved elsewhere; empty where there is none.
    public byte[] state(Endpoint client) {
        Client known = clients.get(client);
        return known == null ? new byte[0] : Arrays.copyOf(known.state, stride);
    }

    /// Takes over what another engine with the same detectors had.
    public void restore(Endpoint client, byte[] state) {
        if (state.length != stride) {
            throw new IllegalArgumentException("state of " + stride + " bytes was expected, not " + state.length);
        }
        clients.put(client, new Client(state.clone(), thresholds.apply(client)));
    }

    public int clientBytes() {
        return stride;
    }

    public long flows() {
        return flows;
    }

    /// Flows of nobody's, and those of clients beyond the limit.
    public long ignored() {
        return ignored;
    }
}
