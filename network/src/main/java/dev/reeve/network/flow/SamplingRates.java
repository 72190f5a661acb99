package dev.reeve.network.flow;

import dev.reeve.network.export.Header;
import dev.reeve.network.flow.FlowPlan.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// One packet in how many an exporter looks at: said in the record itself, in the head of the datagram, or once
/// and again in options records, of a sampler or of a whole observation domain (RFC 5477).
final class SamplingRates {
    private static final int SAMPLERS_MAX = 10_000;

    private final int otherwise;
    private final Map<Long, Integer> samplers = new HashMap<>();

    SamplingRates(int otherwise) {
        this.otherwise = Math.max(1, otherwise);
    }

    /// Takes what an options record says.
    void learn(Header header, FlowPlan plan, byte[] bytes, int record) {
        long rate = Math.max(
                plan.read(Role.SAMPLING, bytes, record),
                Math.max(plan.read(Role.RANDOM_INTERVAL, bytes, record), ofPackets(plan, bytes, record)));
        if (rate >= 1 && rate <= Integer.MAX_VALUE && samplers.size() < SAMPLERS_MAX) {
            samplers.put(key(header, plan.read(Role.SAMPLER, bytes, record)), (int) rate);
            samplers.putIfAbsent(key(header, 0), (int) rate);
        }
    }

    void fill(Header header, FlowPlan plan, byte[] bytes, int from, int length, FlowBatch batch, int first, int count) {
        boolean each = plan.has(Role.SAMPLING)
                || plan.has(Role.SAMPLING_TAKEN)
                || plan.has(Role.SAMPLER) && !samplers.isEmpty();
        if (!each) {
            Arrays.fill(batch.sampling, first, first + count, rate(header, plan, bytes, from));
            return;
        }
        for (int i = 0; i < count; i++) {
            batch.sampling[first + i] = rate(header, plan, bytes, from + i * length);
        }
    }

    private int rate(Header header, FlowPlan plan, byte[] bytes, int record) {
        long said = plan.read(Role.SAMPLING, bytes, record);
        if (said <= 1) {
            said = ofPackets(plan, bytes, record);
        }
        if (said <= 1) {
            said = header.sampling();
        }
        if (said <= 1 && !samplers.isEmpty()) {
            long sampler = key(header, plan.read(Role.SAMPLER, bytes, record));
            said = samplers.getOrDefault(sampler, samplers.getOrDefault(key(header, 0), 1));
        }
        return said <= 1 || said > Integer.MAX_VALUE ? otherwise : (int) said;
    }

    private static long ofPackets(FlowPlan plan, byte[] bytes, int record) {
        long taken = plan.read(Role.SAMPLING_TAKEN, bytes, record);
        long leftOut = plan.read(Role.SAMPLING_LEFT_OUT, bytes, record);
        return taken <= 0 ? 1 : Math.max(1, (taken + Math.max(0, leftOut)) / taken);
    }

    private static long key(Header header, long sampler) {
        return header.domain() << 24 ^ sampler;
    }
}
