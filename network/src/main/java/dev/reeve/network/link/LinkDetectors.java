package dev.reeve.network.link;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.packet.PacketView;
import java.util.List;
import java.util.function.Predicate;

/// Every detector of the link layer that comes with Reeve, over what they know together: which machine has which
/// client's address.
public final class LinkDetectors implements FrameDetector {
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
