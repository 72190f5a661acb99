package dev.reeve.network.flow;

import dev.reeve.network.elements.Element;
import dev.reeve.network.export.FieldSpec;
import dev.reeve.network.export.RecordView;
import dev.reeve.network.export.Template;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Where in a record the fields lie that make a flow: worked out once for each template. A number is then read
/// without a branch whatever its length: eight bytes that end where the field ends, and a mask; a field that is
/// missing has the mask 0.
///
/// Of templates with fields of variable length the places differ from record to record; they are set anew for
/// each by {@link #place}, and read by the same code.
final class FlowPlan {
    /// What a record may tell, by the numbers of the IANA registry, best source first.
    enum Role {
        SOURCE_PORT(7, 180, 182),
        TARGET_PORT(11, 181, 183),
        PROTOCOL(4),
        FLAGS(6),
        PACKETS(2, 86, 24),
        BYTES(1, 85, 23),
        FROM(152, 150, 154, 156, 158, 22),
        TO(153, 151, 155, 157, 159, 21),
        ICMP_V4(32),
        ICMP_V6(139),
        INPUT(10),
        OUTPUT(14),
        SAMPLING(34),
        SAMPLING_TAKEN(305),
        SAMPLING_LEFT_OUT(306),
        SAMPLER(302, 48),
        RANDOM_INTERVAL(50),
        STARTED(160);

        private final List<Integer> elements;

        Role(Integer... elements) {
            this.elements = List.of(elements);
        }
    }

    /// How a time is told.
    enum Clock {
        NONE,
        MILLIS,
        SECONDS,
        NTP,
        DELTA_MICROS,
        UPTIME
    }

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /// Bytes that must be readable before a record: the eight of a number may begin before it.
    static final int BEFORE = 8;

    private static final Role[] ROLES = Role.values();

    final boolean options;
    final boolean variable;

    /// Offset of the eight bytes from the record's beginning, and what of them counts.
    final int[] at = new int[ROLES.length];

    final long[] mask = new long[ROLES.length];

    /// Offsets of addresses; -1 where the template has none.
    int source4 = -1;

    int target4 = -1;
    int source6 = -1;
    int target6 = -1;
    final Clock from;
    final Clock to;
    private final int[] fieldOf = new int[ROLES.length];
    private final int[] addressFields = new int[4];

    FlowPlan(Template template) {
        options = template.options();
        variable = template.variable();
        List<FieldSpec> fields = template.fields();
        for (Role role : ROLES) {
            fieldOf[role.ordinal()] = role.elements.stream()
                    .mapToInt(element -> field(fields, element))
                    .filter(field -> field >= 0)
                    .findFirst()
                    .orElse(-1);
        }
        Arrays.setAll(addressFields, i -> field(fields, new int[] {8, 12, 27, 28}[i]));
        from = clock(fields, Role.FROM);
        to = clock(fields, Role.TO);
        if (!variable) {
            int[] offsets = new int[fields.size()];
            int[] lengths = new int[fields.size()];
            int offset = 0;
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = offset;
                lengths[i] = fields.get(i).length();
                offset += lengths[i];
            }
            place(offsets, lengths, 0);
        }
    }

    private static int field(List<FieldSpec> fields, int element) {
        for (int i = 0; i < fields.size(); i++) {
            Element is = fields.get(i).element();
            if (is.enterprise() == 0 && is.id() == element && !is.name().startsWith("scope")) {
                return i;
            }
        }
        return -1;
    }

    private Clock clock(List<FieldSpec> fields, Role role) {
        int field = fieldOf[role.ordinal()];
        if (field < 0) {
            return Clock.NONE;
        }
        return switch (role.elements.indexOf(fields.get(field).element().id())) {
            case 0 -> Clock.MILLIS;
            case 1 -> Clock.SECONDS;
            case 2, 3 -> fields.get(field).length() == 8 ? Clock.NTP : Clock.NONE;
            case 4 -> Clock.DELTA_MICROS;
            default -> Clock.UPTIME;
        };
    }

    /// Takes the places of the fields in the record that the view is on.
    void place(RecordView record) {
        place(record.offsets(), record.lengths(), record.start());
    }

    private void place(int[] offsets, int[] lengths, int start) {
        for (int role = 0; role < ROLES.length; role++) {
            int field = fieldOf[role];
            int length = field < 0 ? 0 : lengths[field];
            boolean number = length > 0 && length <= 8;
            at[role] = number ? offsets[field] - start + length - 8 : -BEFORE;
            mask[role] = !number ? 0 : length == 8 ? -1L : (1L << length * 8) - 1;
        }
        source4 = address(0, 4, offsets, lengths, start);
        target4 = address(1, 4, offsets, lengths, start);
        source6 = address(2, 16, offsets, lengths, start);
        target6 = address(3, 16, offsets, lengths, start);
    }

    private int address(int which, int length, int[] offsets, int[] lengths, int start) {
        int field = addressFields[which];
        return field >= 0 && lengths[field] == length ? offsets[field] - start : -1;
    }

    boolean has(Role role) {
        return mask[role.ordinal()] != 0;
    }

    boolean v4() {
        return source4 >= 0 && target4 >= 0;
    }

    boolean v6() {
        return source6 >= 0 && target6 >= 0;
    }

    long read(Role role, byte[] bytes, int record) {
        return (long) LONG.get(bytes, record + at[role.ordinal()]) & mask[role.ordinal()];
    }
}
