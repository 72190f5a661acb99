package dev.reeve.network.detect;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.flow.Flow;
import java.util.ArrayList;
import java.util.List;

/// One detector in an engine, and the signs that it gave. The clients are 203.0.113.0/24 and 2001:db8:20::/48.
final class Bench {
    static final String CLIENT = "203.0.113.10";
    static final String OTHER = "203.0.113.11";
    static final ClientSpace OWN =
            ClientSpace.of(List.of(IpPrefix.parse("203.0.113.0/24"), IpPrefix.parse("2001:db8:20::/48")));

    final List<Sign> signs = new ArrayList<>();
    final FlowEngine engine;

    Bench(FlowDetector detector) {
        this(List.of(detector));
    }

    Bench(List<FlowDetector> detectors) {
        engine = new FlowEngine(
                detectors, FlowEngine.useDetectors(), OWN, client -> Thresholds.DEFAULTS, 1_000, signs::add);
    }

    Bench flow(Flow flow) {
        engine.flow(flow);
        return this;
    }

    Sign last() {
        return signs.get(signs.size() - 1);
    }
}
