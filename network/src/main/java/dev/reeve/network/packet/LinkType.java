package dev.reeve.network.packet;

/// What a captured frame begins with; the numbers are those of capture files' link-layer header types.
public final class LinkType {
    public static final int NULL = 0;
    public static final int ETHERNET = 1;
    public static final int RAW_IP = 101;
    public static final int LOOP = 108;
    public static final int LINUX_COOKED = 113;
    public static final int IPV4 = 228;
    public static final int IPV6 = 229;
    public static final int LINUX_COOKED_2 = 276;

    private LinkType() {}
}
