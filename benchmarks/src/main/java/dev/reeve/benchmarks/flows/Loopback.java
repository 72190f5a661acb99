package dev.reeve.benchmarks.flows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/// Sends the records over loopback at a steady rate, from a thread of its own on the same machine.
final class Loopback {
    /// Sleeping is not finer than this.
    private static final long STEP_NANOS = 1_000_000;

    private Loopback() {}

    /// @return how many datagrams a second it came to
    static double send(FlowWork work, int port, int perSecond) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            for (int i = 0; i < 3; i++) {
                channel.write(ByteBuffer.wrap(FlowWork.template()));
            }
            LockSupport.parkNanos(200 * STEP_NANOS);
            ByteBuffer all = ByteBuffer.allocateDirect(work.bytes().length).put(work.bytes());
            long began = System.nanoTime();
            for (int sent = 0; sent < work.datagrams(); ) {
                long due = (long) ((System.nanoTime() - began) / 1e9 * perSecond);
                while (sent < work.datagrams() && sent <= due) {
                    channel.write(all.limit((sent + 1) * FlowWork.LENGTH).position(sent * FlowWork.LENGTH));
                    sent++;
                }
                LockSupport.parkNanos(STEP_NANOS);
            }
            return work.datagrams() / ((System.nanoTime() - began) / 1e9);
        }
    }
}
