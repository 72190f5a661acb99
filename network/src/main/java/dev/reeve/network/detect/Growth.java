package dev.reeve.network.detect;

/// Decides whether a count has grown by enough to be said before a second has passed: twice as it doubles. So
/// what grows fast is heard of soon after it has crossed whatever matters, in some forty words up to a million.
final class Growth {
    private Growth() {}

    /// Whether no more than the first two binary digits are set: 4, 6, 8, 12, 16, 24 …
    static boolean isStep(int count) {
        return (count & (Integer.highestOneBit(count) >>> 1) - 1) == 0;
    }
}
