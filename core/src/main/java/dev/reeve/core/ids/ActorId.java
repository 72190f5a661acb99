package dev.reeve.core.ids;

/// Names who acts: a person of the desk or a named part of the machine.
public record ActorId(String value) {
    public ActorId {
        Identifiers.check("ActorId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
