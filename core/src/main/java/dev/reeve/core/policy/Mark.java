package dev.reeve.core.policy;

/// A number in a rule at which its answer turns, such as a thousand targets: what crosses it may be judged otherwise,
/// so whoever measures it says so at once.
///
/// @param fact whose number is compared
/// @param from the least number with another answer than the one below it
public record Mark(String fact, long from) {}
