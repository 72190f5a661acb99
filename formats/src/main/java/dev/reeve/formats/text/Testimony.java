package dev.reeve.formats.text;

/// What is said of one mention, or of one thing in all its places, by where it is said: a name beside a field counts
/// otherwise than a word in a sentence.
final class Testimony {
    /// Where a thing's part is told.
    enum Place {
        /// A pasted mail header.
        HEADER,
        /// The name of a field or of a column.
        LABEL,
        /// The grammar of a log line.
        LOG,
        /// The words before it in its sentence, or those that introduce its list.
        BEFORE,
        /// The words behind it.
        BEHIND
    }

    private final Votes[] places = new Votes[Place.values().length];

    /// All of it together.
    final Votes all = new Votes();

    Testimony() {
        java.util.Arrays.setAll(places, i -> new Votes());
    }

    Votes at(Place place) {
        return places[place.ordinal()];
    }

    /// The stronger of the two, place by place.
    void raise(Testimony other, double factor) {
        for (int i = 0; i < places.length; i++) {
            places[i].raise(other.places[i], factor);
        }
        all.raise(other.all, factor);
    }
}
