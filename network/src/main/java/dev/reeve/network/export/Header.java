package dev.reeve.network.export;

/// What a datagram says of itself.
///
/// @param version 5, 9 or 10
/// @param exportMillis when it was sent, by the exporter's clock, since 1970
/// @param uptimeMillis since the exporter started; -1 where the format has none (IPFIX)
/// @param sequence of flows (v5), datagrams (v9) or data records (IPFIX), 32 bits
/// @param domain observation domain, source id, or engine
/// @param sampling one packet in so many, as a v5 header says; 0 for no word
public record Header(int version, long exportMillis, long uptimeMillis, long sequence, long domain, int sampling) {}
