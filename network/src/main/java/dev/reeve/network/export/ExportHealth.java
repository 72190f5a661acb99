package dev.reeve.network.export;

/// What one exporter sent and what was wrong with it. It goes with the evidence: a gap or an unknown template
/// weakens what its records prove.
public final class ExportHealth {
    long datagrams;
    long records;
    long malformed;
    long lost;
    long numbered;
    long unknownTemplate;
    long parked;
    long parkedDropped;
    long templates;
    long exportMillis = -1;
    String lastProblem = "";
    private long clockSkewMillis;
    private int sampling = 1;

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

    /// What came, in the same unit; with what is missing it is all that the sequence numbers count.
    public long numbered() {
        return numbered;
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

    /// How far the exporter's clock is behind ours, by its last datagram; what it took on the way is part of
    /// it.
    public long clockSkewMillis() {
        return clockSkewMillis;
    }

    /// Notes when the last datagram came, by our clock.
    public void received(long millis) {
        clockSkewMillis = exportMillis < 0 ? 0 : millis - exportMillis;
    }

    /// One packet in so many, as of the last flow.
    public int sampling() {
        return sampling;
    }

    public void sampled(int rate) {
        sampling = rate;
    }

    void wrong(String problem) {
        malformed++;
        lastProblem = problem;
    }
}
