package dev.reeve.formats.text;

/// How strongly each party is spoken for.
final class Votes {
    private final double[] weights = new double[Party.values().length];

    /// Keeps the strongest word for that party.
    Votes raise(Party party, double weight) {
        weights[party.ordinal()] = Math.max(weights[party.ordinal()], weight);
        return this;
    }

    Votes add(Party party, double weight) {
        weights[party.ordinal()] += weight;
        return this;
    }

    /// All of the other's, each the stronger of the two.
    Votes raise(Votes other, double factor) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(weights[i], other.weights[i] * factor);
        }
        return this;
    }

    double of(Party party) {
        return weights[party.ordinal()];
    }

    boolean isEmpty() {
        for (double weight : weights) {
            if (!(weight < 0.05)) {
                return false;
            }
        }
        return true;
    }

    /// The strongest word against its being the culprit.
    double against() {
        return Math.max(Math.max(of(Party.TARGET), of(Party.OWN)), Math.max(of(Party.OTHER), of(Party.REFERENCE)));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Party party : Party.values()) {
            if (of(party) > 0) {
                text.append(party)
                        .append('=')
                        .append(Math.round(of(party) * 10) / 10.0)
                        .append(' ');
            }
        }
        return text.toString();
    }
}
