package dev.reeve.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// Takes datagrams by the means of Java alone, one call of the system for each. Runs everywhere.
final class ChannelReceiver implements DatagramReceiver {
    private final DatagramChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
    private final byte[] bytes = new byte[DATAGRAM_BYTES_MAX];

    private ChannelReceiver(DatagramChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    static ChannelReceiver open(InetSocketAddress where) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            channel.bind(where);
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new ChannelReceiver(channel, selector);
        } catch (IOException taken) {
            channel.close();
            throw taken;
        }
    }

    @Override
    public boolean receive(Sink sink) throws IOException {
        try {
            selector.select();
            selector.selectedKeys().clear();
            for (int i = 0; i < BURST && channel.isOpen(); i++) {
                buffer.clear();
                if (!(channel.receive(buffer) instanceof InetSocketAddress from)) {
                    break;
                }
                buffer.flip();
                int length = buffer.remaining();
                buffer.get(bytes, 0, length);
                sink.datagram(from.getAddress(), bytes, length);
            }
            return channel.isOpen();
        } catch (ClosedChannelException | ClosedSelectorException closed) {
            // It was asked to end.
            return false;
        }
    }

    @Override
    public SocketAddress address() throws IOException {
        return channel.getLocalAddress();
    }

    /// Java has no way to ask.
    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
