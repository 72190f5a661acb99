package dev.reeve.network.flow;

import dev.reeve.network.export.ExportSink;
import dev.reeve.network.export.Header;
import dev.reeve.network.export.RecordView;
import dev.reeve.network.export.Template;
import dev.reeve.network.flow.FlowPlan.Role;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes flows of decoded records, for one exporter, a set at a time: all records of a set are laid out alike,
/// so each of their fields becomes a run in a column. Options records tell the sampling rate; what names no
/// addresses is no flow and is passed over.
///
/// Sources: RFC 7012 for the elements.
public final class FlowReader implements ExportSink {
    /// Plans that are remembered: more than any exporter has at once.
    private static final int PLANS_MAX = 10_000;

    private static final int FROM = Role.FROM.ordinal();
    private static final int TO = Role.TO.ordinal();
    private static final int PACKETS = Role.PACKETS.ordinal();
    private static final int BYTES = Role.BYTES.ordinal();
    private static final int SOURCE_PORT = Role.SOURCE_PORT.ordinal();
    private static final int TARGET_PORT = Role.TARGET_PORT.ordinal();
    private static final int PROTOCOL = Role.PROTOCOL.ordinal();
    private static final int FLAGS = Role.FLAGS.ordinal();

    private final FlowBatchSink sink;
    private final boolean atOnce;
    private final FlowBatch batch = new FlowBatch();
    private final Map<Template, FlowPlan> plans = new IdentityHashMap<>();
    private final SamplingRates sampling;
    private final FlowClock clock = new FlowClock();
    private boolean interfacesSeen;
    private @Nullable Template lastTemplate;
    private @Nullable FlowPlan lastPlan;

    /// Hands on each flow at once.
    ///
    /// @param samplingOtherwise one packet in so many, where the exporter says nothing
    public FlowReader(FlowSink sink, int samplingOtherwise) {
        this(each(sink), true, samplingOtherwise);
    }

    private FlowReader(FlowBatchSink sink, boolean atOnce, int samplingOtherwise) {
        this.sink = sink;
        this.atOnce = atOnce;
        this.sampling = new SamplingRates(samplingOtherwise);
    }

    /// Hands on flows when a batch is full, and at every {@link #flush}.
    public static FlowReader batching(FlowBatchSink sink, int samplingOtherwise) {
        return new FlowReader(sink, false, samplingOtherwise);
    }

    private static FlowBatchSink each(FlowSink sink) {
        Flow flow = new Flow();
        return batch -> {
            for (int row = 0; row < batch.rows(); row++) {
                batch.read(row, flow);
                sink.flow(flow);
            }
        };
    }

    /// Hands on what was read so far.
    public void flush() {
        if (batch.rows() > 0) {
            sink.flows(batch);
            batch.clear();
        }
    }

    /// Takes one flow that was read elsewhere, as of sFlow, into the same batch.
    public void add(Flow flow) {
        batch.add(flow);
        if (atOnce || batch.room() == 0) {
            flush();
        }
    }

    @Override
    public boolean set(Header header, Template template, byte[] bytes, int from, int length, int count) {
        if (from < FlowPlan.BEFORE) {
            return false;
        }
        FlowPlan plan = plan(template);
        int at = from;
        int left = count;
        while (left > 0) {
            int some = Math.min(left, batch.room());
            take(header, plan, bytes, at, length, some);
            left -= some;
            at += some * length;
        }
        return true;
    }

    @Override
    public void record(RecordView record) {
        FlowPlan plan = plan(record.template());
        byte[] bytes = record.bytes();
        int start = record.start();
        if (start < FlowPlan.BEFORE) {
            bytes = new byte[FlowPlan.BEFORE + record.end() - start];
            System.arraycopy(record.bytes(), start, bytes, FlowPlan.BEFORE, record.end() - start);
            start = FlowPlan.BEFORE;
        }
        plan.place(record);
        take(record.header(), plan, bytes, start, record.end() - record.start(), 1);
    }

    private FlowPlan plan(Template template) {
        FlowPlan known = lastPlan;
        if (known != null && template == lastTemplate) {
            return known;
        }
        if (plans.size() > PLANS_MAX) {
            plans.clear();
        }
        known = plans.computeIfAbsent(template, FlowPlan::new);
        lastTemplate = template;
        lastPlan = known;
        return known;
    }

    private void take(Header header, FlowPlan plan, byte[] bytes, int from, int length, int count) {
        if (plan.options) {
            for (int i = 0; i < count; i++) {
                sampling.learn(header, plan, bytes, from + i * length);
                clock.learn(header, plan, bytes, from + i * length);
            }
            return;
        }
        if (!plan.v4() && !plan.v6()) {
            return;
        }
        numbers(plan, bytes, from, length, count);
        addresses(plan, bytes, from, length, count);
        int first = batch.rows();
        clock.resolve(header, plan, batch, first, count);
        sampling.fill(header, plan, bytes, from, length, batch, first, count);
        batch.filled(count);
        if (atOnce || batch.room() == 0) {
            flush();
        }
    }

    /// One loop with everything in it: sets are short, and each loop more costs as much as several records.
    private void numbers(FlowPlan plan, byte[] bytes, int from, int length, int count) {
        int first = batch.rows();
        int begins = plan.at[FROM];
        int ends = plan.at[TO];
        int packets = plan.at[PACKETS];
        int octets = plan.at[BYTES];
        int sourcePort = plan.at[SOURCE_PORT] + 4;
        int targetPort = plan.at[TARGET_PORT] + 4;
        int protocol = plan.at[PROTOCOL] + 4;
        int flags = plan.at[FLAGS] + 4;
        long beginsMask = plan.mask[FROM];
        long endsMask = plan.mask[TO];
        long packetsMask = plan.mask[PACKETS];
        long octetsMask = plan.mask[BYTES];
        int sourceMask = (int) plan.mask[SOURCE_PORT];
        int targetMask = (int) plan.mask[TARGET_PORT];
        int protocolMask = (int) plan.mask[PROTOCOL];
        int flagsMask = (int) plan.mask[FLAGS];
        for (int i = 0; i < count; i++) {
            int at = from + i * length;
            int row = first + i;
            batch.fromMillis[row] = (long) FlowPlan.LONG.get(bytes, at + begins) & beginsMask;
            batch.toMillis[row] = (long) FlowPlan.LONG.get(bytes, at + ends) & endsMask;
            batch.packets[row] = Math.max(0, (long) FlowPlan.LONG.get(bytes, at + packets) & packetsMask);
            batch.bytes[row] = Math.max(0, (long) FlowPlan.LONG.get(bytes, at + octets) & octetsMask);
            // The last four of the eight bytes: none of these numbers needs more.
            batch.sourcePort[row] = (char) ((int) FlowPlan.INT.get(bytes, at + sourcePort) & sourceMask);
            batch.targetPort[row] = (char) ((int) FlowPlan.INT.get(bytes, at + targetPort) & targetMask);
            batch.protocol[row] = (byte) ((int) FlowPlan.INT.get(bytes, at + protocol) & protocolMask);
            batch.flags[row] = (byte) ((int) FlowPlan.INT.get(bytes, at + flags) & flagsMask);
        }
        interfaces(plan, bytes, from, length, count);
        if (plan.has(Role.ICMP_V4) || plan.has(Role.ICMP_V6)) {
            icmp(plan, bytes, from, length, count);
        }
    }

    private void interfaces(FlowPlan plan, byte[] bytes, int from, int length, int count) {
        int first = batch.rows();
        interfacesSeen |= plan.has(Role.INPUT) || plan.has(Role.OUTPUT);
        if (!interfacesSeen) {
            return;
        }
        if (!plan.has(Role.INPUT) && !plan.has(Role.OUTPUT)) {
            Arrays.fill(batch.input, first, first + count, 0);
            Arrays.fill(batch.output, first, first + count, 0);
            return;
        }
        for (int i = 0; i < count; i++) {
            batch.input[first + i] = (int) plan.read(Role.INPUT, bytes, from + i * length);
            batch.output[first + i] = (int) plan.read(Role.OUTPUT, bytes, from + i * length);
        }
    }

    /// Type and code in the place of the target port, where the exporter doesn't put them there itself.
    private void icmp(FlowPlan plan, byte[] bytes, int from, int length, int count) {
        int first = batch.rows();
        for (int i = 0; i < count; i++) {
            int protocol = batch.protocol[first + i];
            if ((protocol == 1 || protocol == 58) && batch.targetPort[first + i] == 0) {
                Role role = protocol == 58 ? Role.ICMP_V6 : Role.ICMP_V4;
                batch.targetPort[first + i] = (char) plan.read(role, bytes, from + i * length);
            }
        }
    }

    private void addresses(FlowPlan plan, byte[] bytes, int from, int length, int count) {
        int first = batch.rows();
        boolean both = plan.v4() && plan.v6();
        for (int i = 0; i < count; i++) {
            int at = from + i * length;
            // Some exporters fill both pairs, one of them with zeros.
            boolean v6 = both ? (int) FlowPlan.INT.get(bytes, at + plan.source4) == 0 : plan.v6();
            int row = first + i;
            batch.v6[row] = v6;
            if (v6) {
                batch.sourceHigh[row] = (long) FlowPlan.LONG.get(bytes, at + plan.source6);
                batch.sourceLow[row] = (long) FlowPlan.LONG.get(bytes, at + plan.source6 + 8);
                batch.targetHigh[row] = (long) FlowPlan.LONG.get(bytes, at + plan.target6);
                batch.targetLow[row] = (long) FlowPlan.LONG.get(bytes, at + plan.target6 + 8);
            } else {
                batch.sourceHigh[row] = 0;
                batch.targetHigh[row] = 0;
                batch.sourceLow[row] = (int) FlowPlan.INT.get(bytes, at + plan.source4) & 0xFFFF_FFFFL;
                batch.targetLow[row] = (int) FlowPlan.INT.get(bytes, at + plan.target4) & 0xFFFF_FFFFL;
            }
        }
    }
}
