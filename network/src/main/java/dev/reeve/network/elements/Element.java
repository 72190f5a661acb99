package dev.reeve.network.elements;

/// One information element: a kind of field that exporters send.
///
/// @param enterprise private enterprise number of whoever defined it; 0 for the IANA registry (RFC 5102, RFC 7012)
/// @param id within that enterprise
/// @param name as registered, as in `sourceIPv4Address`; of unknown ones a name that carries both numbers
public record Element(long enterprise, int id, String name, ElementType type) {}
