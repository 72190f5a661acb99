package dev.reeve.network.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A window on one frame: link layer, IP, and the head of TCP, UDP or ICMP. It is moved from frame to frame and
/// allocates nothing. What is cut off or malformed leaves its layer and those above it unset; nothing is guessed.
///
/// Sources: IEEE 802.3 and 802.1Q, RFC 791, RFC 8200, RFC 9293, RFC 768.
public final class PacketView {
    public static final int ARP = 0x0806;
    public static final int IPV4 = 0x0800;
    public static final int IPV6 = 0x86DD;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ICMP = 1;
    public static final int ICMPV6 = 58;
    public static final int FIN = 1;
    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int PSH = 8;
    public static final int ACK = 16;

    /// A frame with more tags than any network stacks is hostile or broken.
    private static final int VLAN_TAGS_MAX = 4;

    /// RFC 8200 §4.1 knows fewer headers than this, each once.
    private static final int EXTENSIONS_MAX = 8;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = {};
    private int from;
    private int end;
    private int etherType;
    private int vlan;
    private boolean ethernet;
    private int network;
    private int version;
    private long sourceHigh;
    private long sourceLow;
    private long targetHigh;
    private long targetLow;
    private int ipLength;
    private int ttl;
    private int tos;
    private int protocol;
    private boolean fragment;
    private boolean firstFragment;
    private int transport;
    private int sourcePort;
    private int targetPort;
    private int flags;
    private long sequence;
    private int payload;
    private int payloadLength;

    /// @param linkType one of {@link LinkType}
    /// @param to index after the last byte that was captured
    /// @return whether an IP packet was found
    public boolean over(byte[] frame, int begin, int to, int linkType) {
        clear(frame, begin, to);
        int at = link(begin, linkType);
        if (at < 0) {
            return false;
        }
        network = at;
        return switch (etherType) {
            case IPV4 -> ipv4(at);
            case IPV6 -> ipv6(at);
            default -> false;
        };
    }

    private void clear(byte[] frame, int begin, int to) {
        bytes = frame;
        from = begin;
        end = to;
        etherType = 0;
        vlan = -1;
        ethernet = false;
        network = -1;
        version = 0;
        protocol = -1;
        fragment = false;
        firstFragment = true;
        transport = -1;
        sourcePort = 0;
        targetPort = 0;
        flags = 0;
        sequence = 0;
        payload = -1;
        payloadLength = 0;
        ipLength = 0;
        ttl = 0;
        tos = 0;
    }

    private int link(int at, int linkType) {
        return switch (linkType) {
            case LinkType.ETHERNET -> ethernet(at);
            case LinkType.RAW_IP, LinkType.IPV4, LinkType.IPV6 -> byVersion(at);
            case LinkType.NULL, LinkType.LOOP -> byVersion(at + 4);
            case LinkType.LINUX_COOKED -> cooked(at, 14, 16);
            case LinkType.LINUX_COOKED_2 -> cooked(at, 0, 20);
            default -> -1;
        };
    }

    private int ethernet(int at) {
        if (end - at < 14) {
            return -1;
        }
        ethernet = true;
        return tags(at + 12);
    }

    private int cooked(int at, int typeAt, int length) {
        if (end - at < length) {
            return -1;
        }
        etherType = u16(at + typeAt);
        return at + length;
    }

    private int tags(int typeAt) {
        int at = typeAt;
        for (int i = 0; i <= VLAN_TAGS_MAX && end - at >= 2; i++) {
            etherType = u16(at);
            if (etherType != 0x8100 && etherType != 0x88A8 && etherType != 0x9100) {
                return at + 2;
            }
            if (end - at < 6) {
                return -1;
            }
            vlan = u16(at + 2) & 0xFFF;
            at += 4;
        }
        return -1;
    }

    private int byVersion(int at) {
        if (end - at < 1) {
            return -1;
        }
        etherType = switch (bytes[at] >>> 4 & 15) {
            case 4 -> IPV4;
            case 6 -> IPV6;
            default -> 0;
        };
        return etherType == 0 ? -1 : at;
    }

    private boolean ipv4(int at) {
        if (end - at < 20 || (bytes[at] >>> 4 & 15) != 4) {
            return false;
        }
        int head = (bytes[at] & 15) * 4;
        if (head < 20 || end - at < head) {
            return false;
        }
        version = 4;
        tos = bytes[at + 1] & 0xFF;
        ipLength = u16(at + 2);
        ttl = bytes[at + 8] & 0xFF;
        protocol = bytes[at + 9] & 0xFF;
        sourceHigh = 0;
        sourceLow = u32(at + 12);
        targetHigh = 0;
        targetLow = u32(at + 16);
        int part = u16(at + 6);
        firstFragment = (part & 0x1FFF) == 0;
        fragment = !firstFragment || (part & 0x2000) != 0;
        int last = ipLength < head ? end : Math.min(end, at + ipLength);
        transport(at + head, last, ipLength - head);
        return true;
    }

    private boolean ipv6(int at) {
        if (end - at < 40 || (bytes[at] >>> 4 & 15) != 6) {
            return false;
        }
        version = 6;
        tos = u16(at) >>> 4 & 0xFF;
        ipLength = 40 + u16(at + 4);
        ttl = bytes[at + 7] & 0xFF;
        sourceHigh = u64(at + 8);
        sourceLow = u64(at + 16);
        targetHigh = u64(at + 24);
        targetLow = u64(at + 32);
        int last = Math.min(end, at + ipLength);
        int next = bytes[at + 6] & 0xFF;
        int head = at + 40;
        for (int i = 0; i < EXTENSIONS_MAX && isExtension(next); i++) {
            if (last - head < 8) {
                protocol = next;
                return true;
            }
            int length =
                    next == 44 ? 8 : next == 51 ? (bytes[head + 1] & 0xFF) * 4 + 8 : (bytes[head + 1] & 0xFF) * 8 + 8;
            if (next == 44) {
                int part = u16(head + 2);
                firstFragment = (part & 0xFFF8) == 0;
                fragment = !firstFragment || (part & 1) != 0;
            }
            next = bytes[head] & 0xFF;
            head += length;
            if (head > last) {
                protocol = next;
                return true;
            }
        }
        protocol = next;
        transport(head, last, ipLength - (head - at));
        return true;
    }

    private static boolean isExtension(int next) {
        return next == 0 || next == 43 || next == 44 || next == 51 || next == 60 || next == 135;
    }

    /// @param length bytes from there that the packet had on the wire
    private void transport(int at, int last, int length) {
        if (!firstFragment) {
            return;
        }
        switch (protocol) {
            case TCP -> {
                if (last - at >= 20) {
                    transport = at;
                    ports(at);
                    sequence = u32(at + 4);
                    flags = bytes[at + 13] & 0xFF;
                    int head = (bytes[at + 12] >>> 4 & 15) * 4;
                    if (head >= 20) {
                        payload(at + head, last, length - head);
                    }
                }
            }
            case UDP -> {
                if (last - at >= 8) {
                    transport = at;
                    ports(at);
                    payload(at + 8, last, length - 8);
                }
            }
            case ICMP, ICMPV6 -> {
                if (last - at >= 4) {
                    transport = at;
                    // As flow records carry it: type and code where TCP has its port.
                    targetPort = u16(at);
                    payload(at + 4, last, length - 4);
                }
            }
            default -> {}
        }
    }

    private void ports(int at) {
        sourcePort = u16(at);
        targetPort = u16(at + 2);
    }

    private void payload(int at, int last, int length) {
        payload = Math.min(at, last);
        payloadLength = Math.max(0, length);
    }

    private int u16(int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    private long u32(int at) {
        return (int) INT.get(bytes, at) & 0xFFFF_FFFFL;
    }

    private long u64(int at) {
        return (long) LONG.get(bytes, at);
    }

    public byte[] bytes() {
        return bytes;
    }

    /// The EtherType under all VLAN tags; 0 where the link layer has none.
    public int etherType() {
        return etherType;
    }

    /// The innermost VLAN number; -1 without a tag.
    public int vlan() {
        return vlan;
    }

    public boolean ethernet() {
        return ethernet;
    }

    /// 48 bits; only where {@link #ethernet}.
    public long sourceMac() {
        return u64(from + 4) & 0xFFFF_FFFF_FFFFL;
    }

    public long targetMac() {
        return u64(from) >>> 16;
    }

    /// Where the network layer begins: the ARP packet of an ARP frame; -1 where there is none.
    public int network() {
        return network;
    }

    /// Bytes that were captured from the network layer on.
    public int networkLength() {
        return network < 0 ? 0 : end - network;
    }

    /// 4 or 6; 0 for what is no IP packet.
    public int version() {
        return version;
    }

    public long sourceHigh() {
        return sourceHigh;
    }

    /// An IPv4 address is the low 32 bits, with a high of 0.
    public long sourceLow() {
        return sourceLow;
    }

    public long targetHigh() {
        return targetHigh;
    }

    public long targetLow() {
        return targetLow;
    }

    /// Bytes of the IP packet on the wire.
    public int ipLength() {
        return ipLength;
    }

    public int ttl() {
        return ttl;
    }

    /// Type of service, or traffic class.
    public int tos() {
        return tos;
    }

    /// -1 for what is no IP packet.
    public int protocol() {
        return protocol;
    }

    public boolean fragment() {
        return fragment;
    }

    /// Whether ports, flags and payload are known.
    public boolean hasTransport() {
        return transport >= 0;
    }

    public int sourcePort() {
        return sourcePort;
    }

    /// Of ICMP its type and code in one number.
    public int targetPort() {
        return targetPort;
    }

    public int flags() {
        return flags;
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    public long sequence() {
        return sequence;
    }

    /// Where the payload begins; -1 where it is not known.
    public int payload() {
        return payload;
    }

    /// Payload bytes that were captured.
    public int payloadCaptured() {
        return payload < 0 ? 0 : Math.max(0, Math.min(end - payload, payloadLength));
    }

    /// Payload bytes on the wire.
    public int payloadLength() {
        return payloadLength;
    }
}
