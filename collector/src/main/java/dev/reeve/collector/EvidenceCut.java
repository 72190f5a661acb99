package dev.reeve.collector;

import dev.reeve.collector.capture.CaptureReader;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.link.LinkDetectors;
import dev.reeve.network.link.Stations;
import dev.reeve.network.packet.PacketView;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Cuts the evidence of detections out of a capture, after the verdicts: the frames of that client in that time, hashed
/// in their order, so that whoever has the file can check what the verdict rests on.
///
/// What is done to a segment comes from link-local addresses, from none, or from the victim's; so where a detection is
/// of the link layer, the frames that it rests on are those of the machine that had the client's address before.
public final class EvidenceCut {
    /// Frames that a detection's hash covers; the first ones show what it was.
    private static final int FRAMES_MAX = 10_000;

    private static final Set<Integer> DHCP = Set.of(67, 68, 546, 547);

    private final Detection detection;
    private final MessageDigest digest;
    private long first = -1;
    private long last;
    private int frames;

    private EvidenceCut(Detection detection) {
        this.detection = detection;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param firstFrame counted from 1, as other programs do
    /// @param sha256 over the bytes of these frames, one after the other
    public record Piece(String file, long firstFrame, long lastFrame, int frames, String sha256) {}

    /// @return a piece for each detection, in their order; one without frames has none
    public static List<List<Piece>> cut(Path file, List<Detection> detections) throws IOException {
        List<EvidenceCut> cuts = detections.stream().map(EvidenceCut::new).toList();
        PacketView packet = new PacketView();
        Set<Endpoint> clients = detections.stream().map(Detection::client).collect(Collectors.toSet());
        Stations stations = new Stations(clients::contains);
        long[] number = {0};
        try (InputStream in = new FileInputStream(file.toFile())) {
            CaptureReader.read(in, (bytes, from, to, linkType, nanos) -> {
                number[0]++;
                boolean ip = packet.over(bytes, from, to, linkType);
                boolean arp = !ip && packet.etherType() == PacketView.ARP;
                if (ip || arp) {
                    stations.learn(packet);
                    @Nullable Endpoint machine = packet.ethernet() ? stations.find(packet.sourceMac()) : null;
                    cuts.forEach(cut -> {
                        boolean its = cut.isOf(packet, arp, machine);
                        cut.frame(its, number[0], nanos / 1_000_000, bytes, from, to);
                    });
                }
            });
        }
        List<List<Piece>> pieces = new ArrayList<>();
        cuts.forEach(cut -> pieces.add(cut.piece(file)));
        return pieces;
    }

    private void frame(boolean its, long number, long millis, byte[] bytes, int from, int to) {
        boolean then = millis >= detection.fromMillis() && millis <= detection.toMillis();
        if (!its || !then || frames >= FRAMES_MAX) {
            return;
        }
        digest.update(bytes, from, to - from);
        first = first < 0 ? number : first;
        last = number;
        frames++;
    }

    /// @param machine which of the clients' addresses the sender's machine had before
    private boolean isOf(PacketView packet, boolean arp, @Nullable Endpoint machine) {
        boolean sent = detection.client().equals(machine) && LinkDetectors.said(detection.detector());
        return sent && (arp || isOfSegment(packet)) || (arp ? isArpOf(packet) : isOf(packet));
    }

    /// Neighbour discovery and router advertisements, DHCP in both versions, and whatever never leaves the link.
    private static boolean isOfSegment(PacketView packet) {
        boolean v6 = packet.version() == 6;
        long high = packet.sourceHigh();
        long low = packet.sourceLow();
        boolean local = v6 ? high >>> 54 == 0xFE80 >>> 6 || (high | low) == 0 : low == 0 || low >>> 16 == 0xA9FE;
        boolean dhcp = packet.protocol() == PacketView.UDP && DHCP.contains(packet.sourcePort());
        return local || dhcp || packet.protocol() == PacketView.ICMPV6;
    }

    private boolean isOf(PacketView packet) {
        Endpoint client = detection.client();
        boolean v6 = packet.version() == 6;
        boolean source =
                client.v6() == v6 && client.high() == packet.sourceHigh() && client.low() == packet.sourceLow();
        boolean target =
                client.v6() == v6 && client.high() == packet.targetHigh() && client.low() == packet.targetLow();
        boolean port = detection.port() == 0
                || packet.sourcePort() == detection.port()
                || packet.targetPort() == detection.port();
        return (source || target) && port;
    }

    private boolean isArpOf(PacketView packet) {
        byte[] b = packet.bytes();
        int at = packet.network();
        if (packet.networkLength() < 28 || detection.client().v6()) {
            return false;
        }
        long sender = (b[at + 14] & 0xFFL) << 24
                | (b[at + 15] & 0xFFL) << 16
                | (b[at + 16] & 0xFFL) << 8
                | b[at + 17] & 0xFFL;
        return sender == detection.client().low();
    }

    private List<Piece> piece(Path file) {
        return frames == 0
                ? List.of()
                : List.of(new Piece(
                        String.valueOf(file.getFileName()),
                        first,
                        last,
                        frames,
                        HexFormat.of().formatHex(digest.digest())));
    }
}
