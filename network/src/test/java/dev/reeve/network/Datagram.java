package dev.reeve.network;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Builds what exporters send, byte by byte.
public final class Datagram {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public Datagram u8(int value) {
        bytes.write(value);
        return this;
    }

    public Datagram u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    public Datagram u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    public Datagram u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    public Datagram ip(String address) {
        for (String octet : address.split("\\.", -1)) {
            u8(Integer.parseInt(octet));
        }
        return this;
    }

    public Datagram raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /// A message of IPFIX around sets.
    public static byte[] ipfix(long sequence, long exportSeconds, byte[]... sets) {
        Datagram body = new Datagram();
        for (byte[] set : sets) {
            body.raw(set);
        }
        byte[] all = body.bytes();
        return new Datagram()
                .u16(10)
                .u16(16 + all.length)
                .u32(exportSeconds)
                .u32(sequence)
                .u32(7)
                .raw(all)
                .bytes();
    }

    public static byte[] set(int id, byte[] content) {
        return new Datagram().u16(id).u16(4 + content.length).raw(content).bytes();
    }

    /// @param fields element and length in turn
    public static byte[] template(int id, int... fields) {
        Datagram template = new Datagram().u16(id).u16(fields.length / 2);
        for (int field : fields) {
            template.u16(field);
        }
        return template.bytes();
    }

    /// Collects copies of what a decoder hands on, as `name=value` texts.
    public static final class Lines implements dev.reeve.network.export.ExportSink {
        public final List<String> lines = new ArrayList<>();

        @Override
        public void record(dev.reeve.network.export.RecordView record) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < record.size(); i++) {
                line.append(i == 0 ? "" : " ")
                        .append(record.element(i).name())
                        .append('=')
                        .append(dev.reeve.network.export.FieldText.value(record, i));
            }
            lines.add(line.toString());
        }
    }
}
