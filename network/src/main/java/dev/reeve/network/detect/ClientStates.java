package dev.reeve.network.detect;

/// The state of one client as a whole: read and written so that it can be moved to another engine, and forgotten. The
/// slices stand one after the other, then the fronts, then the engine's own numbers: who is awake, and what was used.
final class ClientStates {
    private final ClientLines lines;
    private final Slices[] slices;
    private final int awakeBits;
    private final Slice slice = new Slice();

    /// @param awakeBits of the number that says who is awake; what else it holds means nothing to another engine
    ClientStates(ClientLines lines, Slices[] slices, int awakeBits) {
        this.lines = lines;
        this.slices = slices;
        this.awakeBits = awakeBits;
    }

    /// Bytes of all detectors' slices.
    int sliceBytes() {
        int bytes = 0;
        for (Slices its : slices) {
            bytes += its.size();
        }
        return bytes;
    }

    /// Bytes of a client's whole state.
    int bytes() {
        return ownAt() + ClientLines.COUNT_BYTES;
    }

    private int ownAt() {
        return sliceBytes() + lines.frontBytes();
    }

    byte[] read(int client) {
        byte[] state = new byte[bytes()];
        int at = 0;
        for (int detector = 0; detector < slices.length; detector++) {
            Slices its = slices[detector];
            int number = sliceOf(client, detector);
            if (number != 0) {
                System.arraycopy(its.page(number), its.offset(number), state, at, its.size());
            }
            at += its.size();
        }
        System.arraycopy(lines.fronts(client), lines.front(client), state, at, lines.frontBytes());
        slice.over(state, ownAt(), true);
        for (int i = 0; i < ClientLines.COUNTS; i++) {
            int own = lines.counts(client)[ClientLines.count(client) + i];
            slice.s32(i * Integer.BYTES, own & (i == ClientLines.AWAKE ? awakeBits : -1));
        }
        return state;
    }

    void write(int client, byte[] state) {
        forget(client);
        int[] numbers = lines.slices(client);
        int first = ClientLines.slice(client);
        int at = 0;
        for (int detector = 0; detector < slices.length; detector++) {
            Slices its = slices[detector];
            int number = isZero(state, at, its.size()) ? 0 : its.take();
            if (number != 0) {
                numbers[first + detector] = number;
                System.arraycopy(state, at, its.page(number), its.offset(number), its.size());
            }
            at += its.size();
        }
        System.arraycopy(state, at, lines.fronts(client), lines.front(client), lines.frontBytes());
        slice.over(state, ownAt(), true);
        for (int i = 0; i < ClientLines.COUNTS; i++) {
            lines.counts(client)[ClientLines.count(client) + i] = slice.s32(i * Integer.BYTES);
        }
    }

    private static boolean isZero(byte[] state, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (state[i] != 0) {
                return false;
            }
        }
        return true;
    }

    void forget(int client) {
        for (int detector = 0; lines.isKnown(client) && detector < slices.length; detector++) {
            if (sliceOf(client, detector) != 0) {
                slices[detector].giveBack(sliceOf(client, detector));
            }
        }
        lines.forget(client);
    }

    private int sliceOf(int client, int detector) {
        return lines.slices(client)[ClientLines.slice(client) + detector];
    }
}
