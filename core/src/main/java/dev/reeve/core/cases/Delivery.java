package dev.reeve.core.cases;

/// What became of a notice at the mail server.
public sealed interface Delivery {
    /// @param proof the server's answer, with its queue id
    record Accepted(String proof) implements Delivery {}

    record Refused(String why) implements Delivery {}

    /// Nothing went out: the server could not be reached, or asked to try later.
    record Deferred(String why) implements Delivery {}

    /// The connection broke between the end of the message and the answer.
    record Uncertain(String why) implements Delivery {}
}
