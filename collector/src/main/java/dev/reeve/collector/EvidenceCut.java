package dev.reeve.collector;

import dev.reeve.collector.capture.CaptureReader;
import dev.reeve.collector.evidence.ClientFrames;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
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

/// Cuts the evidence of detections out of a capture, after the verdicts: the frames of that client in that time, hashed
/// in their order, so that whoever has the file can check what the verdict rests on.
public final class EvidenceCut {
    /// Frames that a detection's hash covers; the first ones show what it was.
    private static final int FRAMES_MAX = 10_000;

    private final ClientFrames frames;
    private final MessageDigest digest;
    private long first = -1;
    private long last;
    private int count;

    private EvidenceCut(Detection detection) {
        this.frames = new ClientFrames(detection);
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
                if (ClientFrames.concerns(packet, bytes, from, to, linkType)) {
                    stations.learn(packet);
                    cuts.forEach(cut -> {
                        if (cut.frames.hold(packet, stations, nanos / 1_000_000)) {
                            cut.frame(number[0], bytes, from, to);
                        }
                    });
                }
            });
        }
        List<List<Piece>> pieces = new ArrayList<>();
        cuts.forEach(cut -> pieces.add(cut.piece(file)));
        return pieces;
    }

    private void frame(long number, byte[] bytes, int from, int to) {
        if (count >= FRAMES_MAX) {
            return;
        }
        digest.update(bytes, from, to - from);
        first = first < 0 ? number : first;
        last = number;
        count++;
    }

    private List<Piece> piece(Path file) {
        return count == 0
                ? List.of()
                : List.of(new Piece(
                        String.valueOf(file.getFileName()),
                        first,
                        last,
                        count,
                        HexFormat.of().formatHex(digest.digest())));
    }
}
