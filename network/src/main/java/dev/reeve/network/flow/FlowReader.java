package dev.reeve.network.flow;

import dev.reeve.network.export.ExportSink;
import dev.reeve.network.export.Header;
import dev.reeve.network.export.RecordView;
import dev.reeve.network.export.Template;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// Makes flows of decoded records, for one exporter. Which field goes where is worked out once for each template.
/// Options records tell the sampling rate; what names no addresses is no flow and is passed over.
///
/// Sources: RFC 7012 for the elements, RFC 3954 §8 for times by the exporter's uptime, RFC 5477 for sampling.
public final class FlowReader implements ExportSink {
    /// Layouts that are remembered: more than any exporter has at once.
    private static final int LAYOUTS_MAX = 10_000;

    private static final int SAMPLERS_MAX = 10_000;

    /// A longer flow is a broken clock, not a flow: exporters end them after half an hour.
    private static final long LENGTH_MILLIS_MAX = 7_200_000;

    private final FlowSink sink;
    private final Flow flow = new Flow();
    private final Map<Template, Layout> layouts = new IdentityHashMap<>();
    private final Map<Long, Integer> samplers = new HashMap<>();
    private final Map<Long, Long> started = new HashMap<>();
    private final int samplingOtherwise;

    /// @param samplingOtherwise one packet in so many, where the exporter says nothing
    public FlowReader(FlowSink sink, int samplingOtherwise) {
        this.sink = sink;
        this.samplingOtherwise = Math.max(1, samplingOtherwise);
    }

    /// Index of the field of each element that matters; -1 where the template has none.
    private static final class Layout {
        private static final int[] ELEMENTS = {
            8, 12, 27, 28, 7, 11, 4, 6, 2, 1, 85, 86, 21, 22, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 32, 139,
            34, 48, 302, 305, 306, 50, 160, 5, 10, 14, 23, 24, 3, 180, 181, 182, 183
        };

        private final Map<Integer, Integer> fields = new HashMap<>();

        Layout(RecordView record) {
            for (int i = 0; i < record.size(); i++) {
                if (record.element(i).enterprise() == 0
                        && !fields.containsKey(record.element(i).id())) {
                    for (int wanted : ELEMENTS) {
                        if (record.element(i).id() == wanted) {
                            fields.put(wanted, i);
                        }
                    }
                }
            }
            src4 = at(8);
            dst4 = at(12);
            src6 = at(27);
            dst6 = at(28);
            sourcePort = first(7, 180, 182);
            targetPort = first(11, 181, 183);
            protocol = at(4);
            flags = at(6);
            packets = first(2, 86, 24);
            bytes = first(1, 85, 23);
            icmp4 = at(32);
            icmp6 = at(139);
        }

        final int src4;
        final int dst4;
        final int src6;
        final int dst6;
        final int sourcePort;
        final int targetPort;
        final int protocol;
        final int flags;
        final int packets;
        final int bytes;
        final int icmp4;
        final int icmp6;

        int at(int element) {
            return fields.getOrDefault(element, -1);
        }

        private int first(int... elements) {
            for (int element : elements) {
                if (at(element) >= 0) {
                    return at(element);
                }
            }
            return -1;
        }
    }

    @Override
    public void record(RecordView record) {
        if (layouts.size() > LAYOUTS_MAX) {
            layouts.clear();
        }
        Layout layout = layouts.computeIfAbsent(record.template(), t -> new Layout(record));
        if (record.template().options()) {
            options(record, layout);
            return;
        }
        boolean v4 = length(record, layout.src4) == 4 && length(record, layout.dst4) == 4;
        boolean v6 = length(record, layout.src6) == 16 && length(record, layout.dst6) == 16;
        // Some exporters fill both pairs, one of them with zeros.
        if (v4 && v6) {
            v4 = number(record, layout.src4) != 0;
            v6 = !v4;
        }
        if (v4 || v6) {
            addresses(record, layout, v6);
            rest(record, layout);
            sink.flow(flow);
        }
    }

    private void addresses(RecordView record, Layout layout, boolean v6) {
        flow.v6 = v6;
        int source = record.offset(v6 ? layout.src6 : layout.src4);
        int target = record.offset(v6 ? layout.dst6 : layout.dst4);
        flow.sourceHigh = v6 ? number(record.bytes(), source, 8) : 0;
        flow.sourceLow = v6 ? number(record.bytes(), source + 8, 8) : number(record.bytes(), source, 4);
        flow.targetHigh = v6 ? number(record.bytes(), target, 8) : 0;
        flow.targetLow = v6 ? number(record.bytes(), target + 8, 8) : number(record.bytes(), target, 4);
    }

    private void rest(RecordView record, Layout layout) {
        flow.sourcePort = (int) number(record, layout.sourcePort) & 0xFFFF;
        flow.targetPort = (int) number(record, layout.targetPort) & 0xFFFF;
        flow.protocol = (int) number(record, layout.protocol) & 0xFF;
        flow.flags = (int) number(record, layout.flags) & 0xFF;
        if ((flow.protocol == 1 || flow.protocol == 58) && flow.targetPort == 0) {
            flow.targetPort = (int) number(record, flow.v6 ? layout.icmp6 : layout.icmp4) & 0xFFFF;
        }
        flow.sampling = sampling(record, layout);
        flow.samples = Math.max(0, number(record, layout.packets));
        flow.packets = (double) flow.samples * flow.sampling;
        flow.bytes = (double) Math.max(0, number(record, layout.bytes)) * flow.sampling;
        times(record, layout);
    }

    private int sampling(RecordView record, Layout layout) {
        long said = number(record, layout.at(34));
        if (said <= 1 && layout.at(305) >= 0) {
            said = rate(number(record, layout.at(305)), number(record, layout.at(306)));
        }
        if (said <= 1 && record.header().sampling() > 1) {
            said = record.header().sampling();
        }
        if (said <= 1 && !samplers.isEmpty()) {
            said = samplers.getOrDefault(
                    sampler(record, layout), samplers.getOrDefault(sampler(record.header(), 0), 1));
        }
        return said <= 1 || said > Integer.MAX_VALUE ? samplingOtherwise : (int) said;
    }

    private static long rate(long interval, long space) {
        return interval <= 0 ? 1 : Math.max(1, (interval + Math.max(0, space)) / interval);
    }

    private static long sampler(RecordView record, Layout layout) {
        long id = layout.at(302) >= 0 ? number(record, layout.at(302)) : number(record, layout.at(48));
        return sampler(record.header(), id);
    }

    private static long sampler(Header header, long id) {
        return header.domain() << 24 ^ id;
    }

    private void options(RecordView record, Layout layout) {
        long rate = Math.max(number(record, layout.at(34)), number(record, layout.at(50)));
        if (layout.at(305) >= 0) {
            rate = Math.max(rate, rate(number(record, layout.at(305)), number(record, layout.at(306))));
        }
        if (rate >= 1 && rate <= Integer.MAX_VALUE && samplers.size() < SAMPLERS_MAX) {
            samplers.put(sampler(record, layout), (int) rate);
            samplers.putIfAbsent(sampler(record.header(), 0), (int) rate);
        }
        if (layout.at(160) >= 0 && started.size() < SAMPLERS_MAX) {
            started.put(record.header().domain(), number(record, layout.at(160)));
        }
    }

    private void times(RecordView record, Layout layout) {
        Header header = record.header();
        long from = time(record, layout, header, 152, 150, 154, 156, 158, 22);
        long to = time(record, layout, header, 153, 151, 155, 157, 159, 21);
        long end = to < 0 ? header.exportMillis() : to;
        long begin = from < 0 ? end : from;
        boolean odd = begin > end || end - begin > LENGTH_MILLIS_MAX;
        flow.toMillis = end;
        flow.fromMillis = odd ? end : begin;
    }

    private long time(
            RecordView record,
            Layout layout,
            Header header,
            int millis,
            int seconds,
            int micros,
            int nanos,
            int delta,
            int uptime) {
        if (layout.at(millis) >= 0) {
            return number(record, layout.at(millis));
        }
        if (layout.at(seconds) >= 0) {
            return number(record, layout.at(seconds)) * 1_000;
        }
        int fine = layout.at(micros) >= 0 ? layout.at(micros) : layout.at(nanos);
        if (fine >= 0 && record.length(fine) == 8) {
            long ntp = number(record, fine);
            return ((ntp >>> 32) - 2_208_988_800L) * 1_000 + ((ntp & 0xFFFF_FFFFL) * 1_000 >>> 32);
        }
        if (layout.at(delta) >= 0) {
            return header.exportMillis() - number(record, layout.at(delta)) / 1_000;
        }
        if (layout.at(uptime) >= 0) {
            long then = number(record, layout.at(uptime));
            if (header.uptimeMillis() >= 0) {
                // The counter wraps after 49 days; what looks late is from before.
                long ago = header.uptimeMillis() - then & 0xFFFF_FFFFL;
                return ago > 0x8000_0000L ? header.exportMillis() : header.exportMillis() - ago;
            }
            Long start = started.get(header.domain());
            return start == null ? -1 : start + then;
        }
        return -1;
    }

    private static int length(RecordView record, int field) {
        return field < 0 ? 0 : record.length(field);
    }

    private static long number(RecordView record, int field) {
        return field < 0 || record.length(field) > 8
                ? 0
                : number(record.bytes(), record.offset(field), record.length(field));
    }

    private static long number(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }
}
