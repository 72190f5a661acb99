package dev.reeve.network.detection;

/// Decides whether a detection has crossed a number at which somebody judges it otherwise: that is worth hearing at
/// once, however little it has grown. Asked by any thread.
///
/// Numbers of a detection only grow, so it crosses each mark once.
@FunctionalInterface
public interface Marks {
    Marks NONE = (heard, now) -> false;

    /// @param heard what was heard of it last
    boolean isCrossed(Detection heard, Detection now);
}
