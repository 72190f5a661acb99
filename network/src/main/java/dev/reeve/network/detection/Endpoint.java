package dev.reeve.network.detection;

import dev.reeve.core.evidence.IpAddress;
import java.io.Serializable;

/// One address as detectors keep it: two longs, with a high of 0 and a low below 2³² for IPv4.
public record Endpoint(long high, long low, boolean v6) implements Serializable {
    public IpAddress address() {
        return v6
                ? new IpAddress(IpAddress.Family.IPV6, high, low)
                : new IpAddress(IpAddress.Family.IPV4, 0, low & 0xFFFF_FFFFL);
    }

    @Override
    public String toString() {
        return address().toString();
    }
}
