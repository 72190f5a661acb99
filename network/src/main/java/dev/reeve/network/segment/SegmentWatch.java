package dev.reeve.network.segment;

import dev.reeve.network.conversation.Conversations;
import dev.reeve.network.conversation.SmtpDetector;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.link.FrameDetector;
import dev.reeve.network.link.LinkDetectors;
import dev.reeve.network.link.LinkTrust;
import dev.reeve.network.packet.PacketView;
import java.util.List;
import java.util.function.Predicate;

/// What is done to a segment by its machines, and what they say in clear mail: signs that no flow record
/// carries. Shown the frames of a capture or a mirror port, or sampled headers. Single-threaded; time is that of
/// the frames.
public final class SegmentWatch implements AutoCloseable {
    private final FrameDetector link;
    private final Conversations mail;
    private final Signs signs;

    /// @param own whether an address is a client's
    public SegmentWatch(LinkTrust trust, Predicate<Endpoint> own, Signs signs) {
        this.link = new LinkDetectors(trust, own);
        this.mail = new Conversations(List.of(new SmtpDetector()), signs);
        this.signs = signs;
    }

    /// A frame with all that was captured of it.
    public void frame(PacketView frame, long millis) {
        header(frame, millis);
        mail.packet(frame, millis);
    }

    /// The first bytes of a frame that was picked out of many: conversations can't be followed.
    public void header(PacketView frame, long millis) {
        link.frame(frame, millis, signs);
    }

    @Override
    public void close() {
        mail.close();
    }
}
