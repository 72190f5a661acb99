package dev.reeve.collector;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Takes up to {@link #BURST} datagrams by one call, `recvmmsg(2)`, on 64-bit Linux. Several processes may
/// listen on one port with it (`SO_REUSEPORT`); the kernel then keeps each exporter with one of them. Datagrams of one
/// sender may come as one where the kernel can do that (`UDP_GRO`); they are taken apart again.
///
/// The socket's own thread is the only one that receives and that closes it; who asks it to end waits a tenth
/// of a second.
final class LinuxReceiver implements DatagramReceiver {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 02000000;
    private static final int SO_RCVBUF = 8;
    private static final int SO_REUSEPORT = 15;
    private static final int SO_RCVTIMEO = 20;
    private static final int MSG_WAITFORONE = 0x10000;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final long TIMEOUT_MICROS = 100_000;

    private static final int NAME_BYTES = 28;

    /// `struct mmsghdr` of 64-bit Linux.
    private static final int HEAD_BYTES = 64;

    private static final int HEAD_NAME = 0;
    private static final int HEAD_NAME_LENGTH = 8;
    private static final int HEAD_VECTOR = 16;
    private static final int HEAD_VECTORS = 24;
    private static final int HEAD_CONTROL = 32;
    private static final int HEAD_CONTROL_LENGTH = 40;
    private static final int HEAD_RECEIVED = 56;
    private static final int VECTOR_BYTES = 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(STATE);
    private final MemorySegment heads = arena.allocate((long) BURST * HEAD_BYTES, 8);
    private final MemorySegment names = arena.allocate((long) BURST * NAME_BYTES, 8);
    private final MemorySegment payloads = arena.allocate((long) BURST * DATAGRAM_BYTES_MAX, 8);
    private final ControlMessages control = new ControlMessages(arena, BURST);
    private final MethodHandle receive =
            call("recvmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private final byte[] bytes = new byte[DATAGRAM_BYTES_MAX];
    private final int socket;
    private final int port;
    private final InetAddress bound;
    private byte[] lastSender = {};
    private InetAddress lastAddress;
    private volatile boolean closed;

    /// Whether this machine can do it.
    static boolean supported() {
        return System.getProperty("os.name", "").equals("Linux")
                && ADDRESS.byteSize() == 8
                && LINKER.defaultLookup().find("recvmmsg").isPresent();
    }

    private LinuxReceiver(InetSocketAddress where, int receiveBytes) throws IOException {
        bound = where.getAddress();
        lastAddress = bound;
        boolean v6 = !(bound instanceof Inet4Address);
        socket = number(
                "socket",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                v6 ? AF_INET6 : AF_INET,
                SOCK_DGRAM_CLOEXEC,
                0);
        try {
            option(SO_REUSEPORT, number32(1));
            option(SO_RCVBUF, number32(receiveBytes));
            wish(ControlMessages.SOL_SOCKET, ControlMessages.SO_RXQ_OVFL);
            wish(ControlMessages.SOL_UDP, ControlMessages.UDP_GRO);
            MemorySegment timeout = arena.allocate(16, 8);
            timeout.set(JAVA_LONG, 8, TIMEOUT_MICROS);
            option(SO_RCVTIMEO, timeout);
            port = bind(where, v6);
        } catch (IOException refused) {
            closeSocket();
            throw refused;
        }
        for (int i = 0; i < BURST; i++) {
            MemorySegment vector = arena.allocate(VECTOR_BYTES, 8);
            vector.set(ADDRESS, 0, payloads.asSlice((long) i * DATAGRAM_BYTES_MAX));
            vector.set(JAVA_LONG, 8, DATAGRAM_BYTES_MAX);
            MemorySegment head = heads.asSlice((long) i * HEAD_BYTES, HEAD_BYTES);
            head.set(ADDRESS, HEAD_NAME, names.asSlice((long) i * NAME_BYTES));
            head.set(ADDRESS, HEAD_VECTOR, vector);
            head.set(JAVA_LONG, HEAD_VECTORS, 1);
            head.set(ADDRESS, HEAD_CONTROL, control.slot(i));
        }
    }

    static LinuxReceiver open(InetSocketAddress where) throws IOException {
        return open(where, RECEIVE_BYTES);
    }

    /// @param receiveBytes that the kernel is to hold
    static LinuxReceiver open(InetSocketAddress where, int receiveBytes) throws IOException {
        return new LinuxReceiver(where, receiveBytes);
    }

    private static MethodHandle call(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
    }

    /// Calls a function of the system that says -1 when it fails.
    private int number(String name, FunctionDescriptor shape, Object... arguments) throws IOException {
        Object[] all = new Object[arguments.length + 1];
        all[0] = state;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try {
            int said = (int) call(name, shape).invokeWithArguments(all);
            if (said < 0) {
                throw new IOException(name + " failed with errno " + (int) ERRNO.get(state, 0L));
            }
            return said;
        } catch (IOException failed) {
            throw failed;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private MemorySegment number32(int value) {
        return arena.allocateFrom(JAVA_INT, value);
    }

    private void option(int option, MemorySegment value) throws IOException {
        option(ControlMessages.SOL_SOCKET, option, value);
    }

    /// Asks for what an older kernel may not have: without it there is less to count, or more calls.
    private void wish(int level, int option) {
        try {
            option(level, option, number32(1));
        } catch (IOException unknown) {
            // Then it isn't there.
        }
    }

    private void option(int level, int option, MemorySegment value) throws IOException {
        number(
                "setsockopt",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
                socket,
                level,
                option,
                value,
                (int) value.byteSize());
    }

    /// @return the port that was given
    private int bind(InetSocketAddress where, boolean v6) throws IOException {
        MemorySegment name = arena.allocate(NAME_BYTES, 8);
        name.set(JAVA_SHORT, 0, (short) (v6 ? AF_INET6 : AF_INET));
        name.set(JAVA_BYTE, 2, (byte) (where.getPort() >>> 8));
        name.set(JAVA_BYTE, 3, (byte) where.getPort());
        MemorySegment.copy(MemorySegment.ofArray(bound.getAddress()), 0, name, v6 ? 8 : 4, v6 ? 16 : 4);
        number(
                "bind",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
                socket,
                name,
                v6 ? NAME_BYTES : 16);
        number(
                "getsockname",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS),
                socket,
                name,
                number32(NAME_BYTES));
        return (name.get(JAVA_BYTE, 2) & 0xFF) << 8 | name.get(JAVA_BYTE, 3) & 0xFF;
    }

    @Override
    public boolean receive(Sink sink) throws IOException {
        for (int i = 0; i < BURST; i++) {
            heads.set(JAVA_INT, (long) i * HEAD_BYTES + HEAD_NAME_LENGTH, NAME_BYTES);
            heads.set(JAVA_LONG, (long) i * HEAD_BYTES + HEAD_CONTROL_LENGTH, ControlMessages.BYTES);
        }
        int count = closed ? -1 : receive();
        for (int i = 0; i < count; i++) {
            handOn(i, sink);
        }
        if (closed) {
            closeSocket();
        }
        return !closed;
    }

    private void handOn(int i, Sink sink) throws UnknownHostException {
        int all = heads.get(JAVA_INT, (long) i * HEAD_BYTES + HEAD_RECEIVED);
        control.read(i, heads.get(JAVA_LONG, (long) i * HEAD_BYTES + HEAD_CONTROL_LENGTH));
        int each = control.length() > 0 ? control.length() : Math.max(1, all);
        InetAddress sender = sender(i);
        int at = 0;
        do {
            int length = Math.min(each, all - at);
            MemorySegment.copy(payloads, JAVA_BYTE, (long) i * DATAGRAM_BYTES_MAX + at, bytes, 0, length);
            sink.datagram(sender, bytes, length);
            at += length;
        } while (at < all);
    }

    @Override
    public long dropped() {
        return control.dropped();
    }

    private int receive() throws IOException {
        int count;
        try {
            count = (int) receive.invokeExact(state, socket, heads, BURST, MSG_WAITFORONE, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        int error = count < 0 ? (int) ERRNO.get(state, 0L) : 0;
        if (error != 0 && error != EAGAIN && error != EINTR) {
            throw new IOException("recvmmsg failed with errno " + error);
        }
        return count;
    }

    /// Whom the datagram came from; as a rule the same as the one before.
    private InetAddress sender(int i) throws UnknownHostException {
        MemorySegment name = names.asSlice((long) i * NAME_BYTES, NAME_BYTES);
        boolean v6 = name.get(JAVA_SHORT, 0) == AF_INET6;
        byte[] address = name.asSlice(v6 ? 8 : 4, v6 ? 16 : 4).toArray(JAVA_BYTE);
        if (!Arrays.equals(address, lastSender)) {
            lastSender = address;
            lastAddress = InetAddress.getByAddress(address);
        }
        return lastAddress;
    }

    @Override
    public SocketAddress address() {
        return new InetSocketAddress(bound, port);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void closeSocket() throws IOException {
        number("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), socket);
        arena.close();
    }
}
