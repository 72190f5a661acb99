package dev.reeve.network.workload;

import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.FlowEngine;
import dev.reeve.network.detect.IntrusionChain;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.DetectionBook;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.flow.FlowBatch;
import dev.reeve.network.flow.FlowSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Shows a workload to all detectors and holds what they say against the truth.
///
/// A detection is right where its client does that kind of abuse, whichever detector found it. It is a false
/// alarm where the client is honest, and beside the point where the client does another kind of abuse (a fast
/// scan that is also called a flood): those are counted apart.
public final class Judge {
    private static final long TICK_MILLIS = 10_000;

    private final Workload.Settings settings;
    private final Map<Endpoint, Label> truth = new HashMap<>();
    private final List<Detection> opened = new ArrayList<>();
    private final Map<String, Long> firstMillis = new HashMap<>();
    private long now = Workload.START_MILLIS;

    public Judge(Workload.Settings settings) {
        this.settings = settings;
    }

    /// One row of abuse.
    ///
    /// @param by how many clients each detector found of them
    /// @param secondsMedian from the beginning of the abuse to the detection, the exporter's delay among them;
    /// NaN where none was found
    public record Found(
            String abuse,
            double perSecond,
            int clients,
            int found,
            Map<String, Integer> by,
            double secondsMedian,
            double secondsMax) {}

    /// One row of a detector.
    ///
    /// @param honest clients that it accused wrongly, by their kind
    /// @param beside clients that do other abuse than it said
    public record Said(String detector, int right, Map<String, Integer> honest, int beside) {
        public int wrong() {
            return honest.values().stream().mapToInt(Integer::intValue).sum();
        }

        /// Share of accused clients that did it; 1 where none was accused wrongly.
        public double precision() {
            return right + wrong() == 0 ? 1 : (double) right / (right + wrong());
        }
    }

    /// @param made flows before sampling
    /// @param judged flows that detectors saw
    /// @param seconds of the workload's time
    public record Verdict(
            Workload.Settings settings, long made, long judged, long seconds, List<Found> found, List<Said> said) {}

    /// Runs it until that many flows were made, or its time is over.
    ///
    /// @param flowsMax before sampling
    public Verdict judge(long flowsMax) {
        Workload workload = new Workload(settings);
        workload.labels().forEach(label -> truth.put(label.client(), label));
        DetectionBook book = new DetectionBook(Workload::isOwn, this::said);
        FlowEngine engine = new FlowEngine(
                FlowEngine.detectors(),
                FlowEngine.useDetectors(),
                ClientSpace.of(Workload.own()),
                client -> Thresholds.DEFAULTS,
                Host.HOSTS_MAX,
                new IntrusionChain(book));
        FlowBatch batch = new FlowBatch();
        FlowSink batching = flow -> {
            batch.add(flow);
            if (batch.room() == 0) {
                show(batch, engine);
            }
        };
        Workload.Run run = workload.into(batching, (at, flows) -> {
            show(batch, engine);
            now = at;
            if (at % TICK_MILLIS == 0) {
                book.tick(at);
            }
            return flows < flowsMax;
        });
        book.close();
        long seconds = (run.endMillis() - Workload.START_MILLIS) / 1_000;
        return new Verdict(settings, run.made(), run.said(), seconds, found(workload, run.endMillis()), detectors());
    }

    private static void show(FlowBatch batch, FlowEngine engine) {
        if (batch.rows() > 0) {
            engine.flows(batch);
            batch.clear();
        }
    }

    private void said(Detection detection) {
        if (detection.state() == Detection.State.OPENED) {
            opened.add(detection);
            // Said in the second that is being made: it is known at its end.
            firstMillis.putIfAbsent(key(detection.client(), detector(detection)), now + 1_000);
        }
    }

    private static String detector(Detection detection) {
        int slash = detection.detector().indexOf('/');
        return slash < 0 ? detection.detector() : detection.detector().substring(0, slash);
    }

    private static String key(Endpoint client, String detector) {
        return detector + " " + client;
    }

    private boolean isRight(Detection detection) {
        Label label = truth.get(detection.client());
        return label != null && label.observation().equals(detection.kind().toString());
    }

    private List<Found> found(Workload workload, long endMillis) {
        Map<Endpoint, Map<String, Long>> right = new HashMap<>();
        for (Detection detection : opened) {
            if (isRight(detection)) {
                String detector = detector(detection);
                right.computeIfAbsent(detection.client(), c -> new TreeMap<>())
                        .merge(detector, firstMillis.getOrDefault(key(detection.client(), detector), now), Math::min);
            }
        }
        Map<String, List<Label>> orders = new LinkedHashMap<>();
        workload.labels().stream()
                .filter(label -> !label.honest() && label.fromMillis() < endMillis)
                .forEach(label -> orders.computeIfAbsent(label.kind() + " " + label.perSecond(), k -> new ArrayList<>())
                        .add(label));
        return orders.values().stream().map(labels -> row(labels, right)).toList();
    }

    private static Found row(List<Label> labels, Map<Endpoint, Map<String, Long>> right) {
        Map<String, Integer> by = new TreeMap<>();
        List<Double> seconds = new ArrayList<>();
        for (Label label : labels) {
            Map<String, Long> detectors = right.getOrDefault(label.client(), Map.of());
            detectors.keySet().forEach(detector -> by.merge(detector, 1, Integer::sum));
            detectors.values().stream()
                    .min(Long::compare)
                    .ifPresent(at -> seconds.add(Math.max(0, at - label.fromMillis()) / 1_000.0));
        }
        seconds.sort(Double::compare);
        double median = seconds.isEmpty() ? Double.NaN : seconds.get(seconds.size() / 2);
        double max = seconds.isEmpty() ? Double.NaN : seconds.get(seconds.size() - 1);
        Label first = labels.get(0);
        return new Found(first.kind(), first.perSecond(), labels.size(), seconds.size(), by, median, max);
    }

    private List<Said> detectors() {
        Map<String, Set<Endpoint>> right = new TreeMap<>();
        Map<String, Map<String, Set<Endpoint>>> honest = new TreeMap<>();
        Map<String, Set<Endpoint>> beside = new TreeMap<>();
        FlowEngine.detectors().forEach(d -> right.put(d.name().replaceAll("/.*", ""), new HashSet<>()));
        for (Detection detection : opened) {
            Label label = truth.get(detection.client());
            String detector = detector(detection);
            right.computeIfAbsent(detector, d -> new HashSet<>());
            if (label == null || label.honest()) {
                honest.computeIfAbsent(detector, d -> new TreeMap<>())
                        .computeIfAbsent(label == null ? "unknown" : label.kind(), k -> new HashSet<>())
                        .add(detection.client());
            } else {
                (isRight(detection) ? right : beside)
                        .computeIfAbsent(detector, d -> new HashSet<>())
                        .add(detection.client());
            }
        }
        List<Said> said = new ArrayList<>();
        right.forEach((detector, clients) -> {
            Map<String, Integer> wrong = new TreeMap<>();
            honest.getOrDefault(detector, Map.of()).forEach((kind, accused) -> wrong.put(kind, accused.size()));
            said.add(new Said(
                    detector,
                    clients.size(),
                    wrong,
                    beside.getOrDefault(detector, Set.of()).size()));
        });
        return said;
    }
}
