package dev.reeve.collector;

import dev.reeve.collector.capture.CaptureReader;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
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

/// Cuts the evidence of detections out of a capture, after the verdicts: the frames of that client in that time, hashed
/// in
/// their order, so that whoever has the file can check what the verdict rests on.
public final class EvidenceCut {
    /// Frames that a detection's hash covers; the first ones show what it was.
    private static final int FRAMES_MAX = 10_000;

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
        long[] number = {0};
        try (InputStream in = new FileInputStream(file.toFile())) {
            CaptureReader.read(in, (bytes, from, to, linkType, nanos) -> {
                number[0]++;
                boolean ip = packet.over(bytes, from, to, linkType);
                boolean arp = !ip && packet.etherType() == PacketView.ARP;
                if (ip || arp) {
                    cuts.forEach(cut -> cut.frame(packet, arp, number[0], nanos / 1_000_000, bytes, from, to));
                }
            });
        }
        List<List<Piece>> pieces = new ArrayList<>();
        cuts.forEach(cut -> pieces.add(cut.piece(file)));
        return pieces;
    }

    private void frame(PacketView packet, boolean arp, long number, long millis, byte[] bytes, int from, int to) {
        boolean then = millis >= detection.fromMillis() && millis <= detection.toMillis();
        if (!then || frames >= FRAMES_MAX || !(arp ? isArpOf(packet) : isOf(packet))) {
            return;
        }
        digest.update(bytes, from, to - from);
        first = first < 0 ? number : first;
        last = number;
        frames++;
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
