package dev.reeve.network.export;

import dev.reeve.network.elements.Element;
import dev.reeve.network.elements.ElementType;
import dev.reeve.network.elements.Elements;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads template records one after the other, of NetFlow v9 (RFC 3954 §5.2, §6.1) and IPFIX (RFC 7011 §3.4).
final class TemplateReader {
    private static final String[] V9_SCOPES = {
        "scopeReserved", "scopeSystem", "scopeInterface", "scopeLineCard", "scopeCache", "scopeTemplate"
    };

    private final Elements elements;
    private final boolean ipfix;
    private final byte[] bytes;
    private final int limit;
    private int at;

    TemplateReader(Elements elements, boolean ipfix, byte[] bytes, int from, int limit) {
        this.elements = elements;
        this.ipfix = ipfix;
        this.bytes = bytes;
        this.at = from;
        this.limit = limit;
    }

    /// What comes next.
    sealed interface Next {
        record Announced(Template template) implements Next {}

        record Withdrawn(int id) implements Next {}

        /// Nothing, or padding.
        record End() implements Next {}

        record Broken(String why) implements Next {}
    }

    Next next(boolean options) {
        if (limit - at < 4) {
            return new Next.End();
        }
        int id = Bytes.u16(bytes, at);
        int count = Bytes.u16(bytes, at + 2);
        if (id == 0 && count == 0) {
            return new Next.End();
        }
        if (ipfix && count == 0) {
            at += 4;
            return new Next.Withdrawn(id);
        }
        if (id < 256) {
            return new Next.Broken("a template has the id " + id + ", and ids below 256 are none");
        }
        int scopes = 0;
        int head = 4;
        if (options) {
            if (limit - at < 6) {
                return new Next.Broken("an options template ends in its head");
            }
            head = 6;
            if (ipfix) {
                scopes = Bytes.u16(bytes, at + 4);
            } else {
                // v9 gives lengths in bytes: of the scopes, then of the options.
                scopes = count / 4;
                count = scopes + Bytes.u16(bytes, at + 4) / 4;
            }
            if (scopes == 0 && ipfix || scopes > count) {
                return new Next.Broken(
                        "options template " + id + " has " + scopes + " scopes among " + count + " fields");
            }
        }
        at += head;
        List<FieldSpec> fields = fields(count, scopes);
        return fields == null
                ? new Next.Broken("template " + id + " announces " + count + " fields and has fewer")
                : new Next.Announced(new Template(id, fields));
    }

    private @Nullable List<FieldSpec> fields(int count, int scopes) {
        if ((long) count * 4 > limit - at) {
            return null;
        }
        List<FieldSpec> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (limit - at < 4) {
                return null;
            }
            int type = Bytes.u16(bytes, at);
            int length = Bytes.u16(bytes, at + 2);
            at += 4;
            long enterprise = 0;
            if (ipfix && (type & 0x8000) != 0) {
                if (limit - at < 4) {
                    return null;
                }
                enterprise = Bytes.u32(bytes, at);
                type &= 0x7FFF;
                at += 4;
            }
            boolean scope = i < scopes;
            Element element = scope && !ipfix ? v9Scope(type) : elements.get(enterprise, type);
            fields.add(new FieldSpec(element, length, scope));
        }
        return fields;
    }

    private static Element v9Scope(int type) {
        String name = type < V9_SCOPES.length ? V9_SCOPES[type] : "scope" + type;
        return new Element(0, type, name, ElementType.UNKNOWN);
    }
}
