package dev.reeve.formats.text;

/// Whose a thing is, or which part it played.
enum Party {
    /// It did it.
    SOURCE,
    /// It was done to it.
    TARGET,
    /// The reporter looks from there.
    OWN,
    /// It stands in between, or belongs to somebody else: relay, resolver, sinkhole, another network.
    OTHER,
    /// Something is there, or an address and no more is said.
    PLACE,
    /// The original, the official site, a link of the reporter's.
    REFERENCE
}
