package dev.reeve.network.link;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.packet.PacketView;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Every detector of the link layer that comes with Reeve, over what they know together: which machine has which
/// client's address.
public final class LinkDetectors implements FrameDetector {
    private static final Set<String> NAMES = Set.of("arp", "nd", "dhcp", "dhcp6", "ra");

    private final Stations stations;
    private final List<FrameDetector> detectors;

    /// @param own whether an address is a client's
    public LinkDetectors(LinkTrust trust, Predicate<Endpoint> own) {
        this.stations = new Stations(own);
        this.detectors = List.of(
                new ArpDetector(trust, stations),
                new NeighbourDetector(trust, stations),
                new DhcpDetector(trust, stations),
                new Dhcp6Detector(trust, stations),
                new RouterAdvertisementDetector(trust, stations));
    }

    /// Whether a detection is one of theirs: it rests on frames of a machine, whichever address they come from.
    ///
    /// @param detector its name and version
    public static boolean said(String detector) {
        int slash = detector.indexOf('/');
        return slash > 0 && NAMES.contains(detector.substring(0, slash));
    }

    /// Of every detector its name and version.
    List<String> names() {
        return detectors.stream().map(FrameDetector::name).toList();
    }

    @Override
    public String name() {
        return "link/1";
    }

    @Override
    public void frame(PacketView frame, long millis, Signs signs) {
        stations.learn(frame);
        detectors.forEach(detector -> detector.frame(frame, millis, signs));
    }
}
