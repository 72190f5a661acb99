package dev.reeve.core.backtest;

/// What a replayed consequence stands on: how sure it is. The surest last.
public enum Sureness {
    /// The client was never asked, or a person would have had to decide: what they would have said is not known.
    GUESS("the client was never asked about this: what it would have answered is not known"),
    /// A person decided so under the policy of then.
    PERSON("a person decided so then, and might decide otherwise"),
    /// The client had been told and had not answered by that time. With less time, some answer sooner.
    SILENCE("the client had been told and had not answered by that time"),
    /// It follows from the evidence alone.
    EVIDENCE("it follows from the evidence alone");

    private final String says;

    Sureness(String says) {
        this.says = says;
    }

    public String says() {
        return says;
    }

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    Sureness less(Sureness other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
