package dev.reeve.network.export;

import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.TemplateReader.Next;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes apart what one exporter sends by NetFlow v5, v9 or IPFIX, in order: learns its templates, hands on
/// every record for which there is one, and counts what is wrong. Never throws for any bytes, and a broken
/// datagram changes nothing for the next one.
///
/// Not safe for several threads: one exporter, one decoder.
public final class ExportDecoder {
    /// Domains whose sequence is followed; an exporter has one for each line card.
    private static final int DOMAINS_MAX = 4_096;

    /// A gap beyond this is a restart, not a loss.
    private static final long GAP_MAX = 1_000_000;

    private final Elements elements;
    private final Template v5;
    private final TemplateStore templates = new TemplateStore();
    private final Map<Long, Long> expected = new HashMap<>();
    private final RecordView view = new RecordView();
    private final ExportHealth health = new ExportHealth();

    public ExportDecoder(Elements elements) {
        this.elements = elements;
        this.v5 = NetflowV5.template(elements);
    }

    public ExportHealth health() {
        return health;
    }

    /// Takes one datagram. Files that hold several one after the other are taken as well, where the format
    /// tells where one ends.
    ///
    /// @param to index after its last byte
    public void decode(byte[] bytes, int from, int to, ExportSink sink) {
        int at = from;
        while (at >= 0 && at < to) {
            at = one(bytes, at, to, sink);
        }
    }

    /// @return where the next datagram begins; -1 where nothing more can be read
    private int one(byte[] bytes, int from, int to, ExportSink sink) {
        health.datagrams++;
        if (to - from < 4) {
            health.wrong("a datagram of " + (to - from) + " bytes is none");
            return -1;
        }
        return switch (Bytes.u16(bytes, from)) {
            case 5 -> v5(bytes, from, to, sink);
            case 9 -> v9(bytes, from, to, sink);
            case 10 -> ipfix(bytes, from, to, sink);
            default -> {
                health.wrong("version " + Bytes.u16(bytes, from) + " is neither NetFlow v5, v9 nor IPFIX");
                yield -1;
            }
        };
    }

    private int v5(byte[] bytes, int from, int to, ExportSink sink) {
        if (to - from < NetflowV5.HEAD) {
            health.wrong("a NetFlow v5 datagram ends in its head");
            return -1;
        }
        Header header = NetflowV5.header(bytes, from);
        int announced = Bytes.u16(bytes, from + 2);
        int there = (to - from - NetflowV5.HEAD) / NetflowV5.RECORD;
        int count = Math.min(announced, there);
        if (announced > there) {
            health.wrong("a NetFlow v5 datagram announces " + announced + " records and has " + there);
        }
        sequence(header, count);
        int begin = from + NetflowV5.HEAD;
        records(header, v5, bytes, begin, begin + count * NetflowV5.RECORD, sink);
        int end = begin + count * NetflowV5.RECORD;
        boolean another = announced <= there && to - end >= NetflowV5.HEAD && Bytes.u16(bytes, end) == 5;
        return another ? end : -1;
    }

    private int v9(byte[] bytes, int from, int to, ExportSink sink) {
        if (to - from < 20) {
            health.wrong("a NetFlow v9 datagram ends in its head");
            return -1;
        }
        Header header = new Header(
                9,
                Bytes.u32(bytes, from + 8) * 1_000,
                Bytes.u32(bytes, from + 4),
                Bytes.u32(bytes, from + 12),
                Bytes.u32(bytes, from + 16),
                0);
        sequence(header, 1);
        int at = from + 20;
        while (to - at >= 4) {
            int id = Bytes.u16(bytes, at);
            // No set has such an id: the next datagram begins here, in a file of several.
            if (id == 9) {
                return at;
            }
            int next = set(header, id, bytes, at, to, sink);
            if (next < 0) {
                return -1;
            }
            at = next;
        }
        return -1;
    }

    private int ipfix(byte[] bytes, int from, int to, ExportSink sink) {
        int length = Bytes.u16(bytes, from + 2);
        if (length < 16 || to - from < 16) {
            health.wrong("an IPFIX message ends in its head");
            return -1;
        }
        int end = from + length;
        if (end > to) {
            health.wrong("an IPFIX message announces " + length + " bytes and has " + (to - from));
            end = to;
        }
        Header header = new Header(
                10, Bytes.u32(bytes, from + 4) * 1_000, -1, Bytes.u32(bytes, from + 8), Bytes.u32(bytes, from + 12), 0);
        long before = health.records;
        long unknownBefore = health.unknownTemplate;
        int at = from + 16;
        while (end - at >= 4) {
            int next = set(header, Bytes.u16(bytes, at), bytes, at, end, sink);
            if (next < 0) {
                break;
            }
            at = next;
        }
        boolean counted = health.unknownTemplate == unknownBefore;
        sequence(header, counted ? health.records - before : -1);
        return end;
    }

    /// @return where the next set begins; -1 when this one is broken
    private int set(Header header, int id, byte[] bytes, int from, int to, ExportSink sink) {
        int length = Bytes.u16(bytes, from + 2);
        if (length < 4) {
            health.wrong("a set announces " + length + " bytes, fewer than its head has");
            return -1;
        }
        int end = from + length;
        if (end > to) {
            health.wrong("a set announces " + length + " bytes and has " + (to - from));
            end = to;
        }
        boolean ipfix = header.version() == 10;
        if (id == (ipfix ? 2 : 0) || id == (ipfix ? 3 : 1)) {
            templates(header, id == (ipfix ? 3 : 1), bytes, from + 4, end, sink);
        } else if (id >= 256) {
            data(header, id, bytes, from + 4, end, sink);
        } else {
            health.wrong("a set has the id " + id + ", which is reserved");
        }
        return end;
    }

    private void templates(Header header, boolean options, byte[] bytes, int from, int to, ExportSink sink) {
        TemplateReader reader = new TemplateReader(elements, header.version() == 10, bytes, from, to);
        while (true) {
            switch (reader.next(options)) {
                case Next.Announced announced -> learn(header, announced.template(), sink);
                case Next.Withdrawn withdrawn -> templates.withdraw(header, withdrawn.id());
                case Next.Broken broken -> {
                    health.wrong(broken.why());
                    return;
                }
                case Next.End end -> {
                    return;
                }
            }
        }
    }

    private void learn(Header header, Template template, ExportSink sink) {
        health.templates++;
        if (!templates.put(header, template)) {
            health.wrong("the exporter announces more templates than are kept: the one used longest ago is forgotten");
        }
        if (templates.parked() > 0) {
            for (TemplateStore.Parked waiting : templates.release(header, template.id())) {
                records(
                        waiting.header(),
                        template,
                        waiting.bytes(),
                        TemplateStore.SET_HEAD,
                        waiting.bytes().length,
                        sink);
            }
            health.parked = templates.parked();
        }
    }

    private void data(Header header, int id, byte[] bytes, int from, int to, ExportSink sink) {
        @Nullable Template template = templates.find(header, id);
        if (template != null) {
            records(header, template, bytes, from, to, sink);
            return;
        }
        health.unknownTemplate++;
        if (templates.park(header, id, bytes, from, to)) {
            health.parked = templates.parked();
        } else {
            health.parkedDropped++;
        }
    }

    private void records(Header header, Template template, byte[] bytes, int from, int to, ExportSink sink) {
        int least = template.lengthMin();
        if (least == 0) {
            health.wrong("template " + template.id() + " describes records of no bytes");
            return;
        }
        if (!template.variable()) {
            int count = (to - from) / least;
            if (count == 0 || sink.set(header, template, bytes, from, least, count)) {
                health.records += count;
                return;
            }
        }
        view.over(header, template, bytes);
        int at = from;
        while (to - at >= least && view.move(at, to)) {
            health.records++;
            at = view.end();
            sink.record(view);
        }
    }

    /// @param units how far this datagram moves the sequence on; -1 when that can't be told
    private void sequence(Header header, long units) {
        health.exportMillis = header.exportMillis();
        health.numbered += Math.max(0, units);
        long domain = header.domain() << 4 | header.version();
        Long expect = expected.get(domain);
        if (expect != null && expect >= 0) {
            long gap = (header.sequence() - expect) & 0xFFFF_FFFFL;
            health.lost += gap <= GAP_MAX ? gap : 0;
        }
        if (expect != null || expected.size() < DOMAINS_MAX) {
            expected.put(domain, units < 0 ? -1L : (header.sequence() + units) & 0xFFFF_FFFFL);
        }
    }
}
