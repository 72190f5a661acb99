package dev.reeve.collector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;

/// A bound socket from which datagrams are taken, several at once.
interface DatagramReceiver extends AutoCloseable {
    /// Datagrams that are taken at once: a verdict waits a fraction of a millisecond for them.
    int BURST = 64;

    int DATAGRAM_BYTES_MAX = 65_535;

    /// What the kernel holds while the loop is busy; it grants less where its own limit is lower.
    int RECEIVE_BYTES = 32 << 20;

    /// Takes datagrams one by one.
    interface Sink {
        /// @param bytes valid only during the call, from 0 to the length
        void datagram(InetAddress from, byte[] bytes, int length);
    }

    /// Waits until there are datagrams, a while at most, and hands on what is there.
    ///
    /// @return false once it is closed
    boolean receive(Sink sink) throws IOException;

    SocketAddress address() throws IOException;

    /// Datagrams that the kernel had no room for, as far as it says so; 0 where it doesn't.
    long dropped();

    @Override
    void close();
}
