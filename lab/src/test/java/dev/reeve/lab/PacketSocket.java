package dev.reeve.lab;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The frames of one interface, as they pass (packet(7)). Needs CAP_NET_RAW in the namespace.
final class PacketSocket {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;

    /// ETH_P_ALL in network order.
    private static final short ALL = 0x0300;

    private static final int FRAME_BYTES_MAX = 65_536;
    private static final Linker LINKER = Linker.nativeLinker();

    private final MethodHandle receive = function(
            "recv",
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT);
    private final MemorySegment buffer = Arena.global().allocate(FRAME_BYTES_MAX);
    private final int socket;

    PacketSocket(String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            socket = (int) function(
                            "socket",
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT)
                    .invokeExact(AF_PACKET, SOCK_RAW, (int) ALL);
            int index = (int) function("if_nametoindex", ValueLayout.JAVA_INT, ValueLayout.ADDRESS)
                    .invokeExact(arena.allocateFrom(name));
            MemorySegment address = arena.allocate(20, 4);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
            address.set(ValueLayout.JAVA_SHORT, 2, ALL);
            address.set(ValueLayout.JAVA_INT, 4, index);
            int bound = (int) function(
                            "bind",
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT)
                    .invokeExact(socket, address, 20);
            if (socket < 0 || index == 0 || bound != 0) {
                throw new IOException("no packets of " + name + " can be had");
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    private static MethodHandle function(String name, ValueLayout result, ValueLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /// @return the next frame
    byte[] next() throws IOException {
        try {
            long length = (long) receive.invokeExact(socket, buffer, (long) FRAME_BYTES_MAX, 0);
            if (length < 0) {
                throw new IOException("the interface is gone");
            }
            return buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }
}
