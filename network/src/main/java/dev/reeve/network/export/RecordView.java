package dev.reeve.network.export;

import dev.reeve.network.elements.Element;
import java.util.Arrays;

/// A window on one record within the bytes of its datagram. It is moved from record to record: whoever wants to
/// keep a value copies it.
public final class RecordView {
    private Header header = new Header(0, 0, 0, 0, 0, 0);
    private Template template = new Template(0, java.util.List.of());
    private FieldSpec[] fields = {};
    private byte[] bytes = {};
    private int[] offsets = {};
    private int[] lengths = {};
    private int start;
    private int end;

    void over(Header newHeader, Template newTemplate, byte[] newBytes) {
        header = newHeader;
        bytes = newBytes;
        if (template == newTemplate) {
            return;
        }
        template = newTemplate;
        fields = newTemplate.fields().toArray(FieldSpec[]::new);
        if (offsets.length < fields.length) {
            offsets = new int[fields.length];
            lengths = new int[fields.length];
        }
    }

    /// Places the window on the record that begins there.
    ///
    /// @param limit where the set ends
    /// @return whether the whole record lies before the limit
    boolean move(int from, int limit) {
        start = from;
        int at = from;
        for (int i = 0; i < fields.length; i++) {
            int length = fields[i].length();
            if (length == FieldSpec.VARIABLE) {
                if (at >= limit) {
                    return false;
                }
                length = Bytes.u8(bytes, at++);
                if (length == 255) {
                    if (at + 2 > limit) {
                        return false;
                    }
                    length = Bytes.u16(bytes, at);
                    at += 2;
                }
            }
            if (length > limit - at) {
                return false;
            }
            offsets[i] = at;
            lengths[i] = length;
            at += length;
        }
        end = at;
        return true;
    }

    public Header header() {
        return header;
    }

    public Template template() {
        return template;
    }

    public int size() {
        return fields.length;
    }

    public Element element(int field) {
        return fields[field].element();
    }

    /// The datagram; the field's bytes are from {@link #offset} on, {@link #length} of them.
    public byte[] bytes() {
        return bytes;
    }

    public int offset(int field) {
        return offsets[field];
    }

    public int length(int field) {
        return lengths[field];
    }

    /// Where each field begins; of the current record, and only as far as it has fields.
    public int[] offsets() {
        return offsets;
    }

    public int[] lengths() {
        return lengths;
    }

    /// The bytes of one field.
    public byte[] copy(int field) {
        return Arrays.copyOfRange(bytes, offsets[field], offsets[field] + lengths[field]);
    }

    /// Where the record begins in the datagram.
    public int start() {
        return start;
    }

    /// Where the next one would begin.
    public int end() {
        return end;
    }
}
