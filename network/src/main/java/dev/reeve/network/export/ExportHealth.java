package dev.reeve.network.export;

/// What one exporter sent and what was wrong with it. It goes with the evidence: a gap or an unknown template weakens
/// what its records prove.
public final class ExportHealth {
    long datagrams;
    long records;
    long malformed;
    long lost;
    long unknownTemplate;
    long parked;
    long parkedDropped;
    long templates;
    String lastProblem = "";

    /// Well-formed datagrams, and those that were well-formed up to some byte.
    public long datagrams() {
        return datagrams;
    }

    public long records() {
        return records;
    }

    /// Datagrams that were not, or not to their end, what they should have been.
    public long malformed() {
        return malformed;
    }

    /// Records or datagrams that the sequence numbers say are missing, in the unit of the format.
    public long lost() {
        return lost;
    }

    /// Sets that came before their template.
    public long unknownTemplate() {
        return unknownTemplate;
    }

    /// Sets that wait for their template now.
    public long parked() {
        return parked;
    }

    /// Sets that were dropped because too many waited.
    public long parkedDropped() {
        return parkedDropped;
    }

    /// Templates that were announced, repetitions included.
    public long templates() {
        return templates;
    }

    /// The last thing that was wrong, in one sentence; empty when nothing was.
    public String lastProblem() {
        return lastProblem;
    }

    void wrong(String problem) {
        malformed++;
        lastProblem = problem;
    }
}
