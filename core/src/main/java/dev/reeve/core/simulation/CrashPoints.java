package dev.reeve.core.simulation;

/// Ends the server process now and then, where it hurts.
final class CrashPoints {
    private final World world;
    private final Chance chance;
    private final int oneIn;
    private boolean armed;

    /// @param oneIn crashes at one of so many points; 0 for never
    CrashPoints(World world, Chance chance, int oneIn) {
        this.world = world;
        this.chance = chance;
        this.oneIn = oneIn;
    }

    void arm(boolean on) {
        armed = on && oneIn > 0;
    }

    void at(Fault where) {
        if (armed && chance.oneIn(oneIn)) {
            world.fault(where);
            throw new Crash();
        }
    }
}
