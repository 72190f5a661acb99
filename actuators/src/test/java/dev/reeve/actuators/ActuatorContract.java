package dev.reeve.actuators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.LeverRun;
import dev.reeve.core.actions.Reading.Force;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every lever keeps. A new lever extends this with a bench: its back end, and a way to look at it from outside.
public abstract class ActuatorContract {
    /// How a back end can deceive.
    public enum Lie {
        SAYS_OK_DOES_NOTHING,
        SAYS_ERROR_BUT_DOES_IT,
        CANNOT_BE_READ
    }

    /// A lever with its back end.
    public interface Bench extends AutoCloseable {
        /// A new lever with the same settings, as after a restart.
        Actuator lever();

        /// An order on the one target of this bench.
        ActionOrder order(String id);

        /// Whether the effect is in force, seen without the lever.
        boolean inForce();

        /// Someone else brings the effect about; false where others have no way that the lever could see.
        boolean othersPutItInForce();

        void lie(Lie lie);

        @Override
        void close();
    }

    private Bench bench;
    private Actuator lever;

    protected abstract Bench open();

    @BeforeEach
    void openBench() {
        bench = open();
        lever = bench.lever();
    }

    @AfterEach
    void closeBench() {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void applyPutsTheEffectInForceAndUndoRestores() {
        ActionOrder order = bench.order("act-1");
        assertThat(bench.inForce()).isFalse();
        ActionOutcome applied = LeverRun.apply(lever, order);
        assertThat(applied).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(bench.inForce()).isTrue();
        assertThat(LeverRun.undo(lever, order, prior(applied))).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(bench.inForce()).isFalse();
        assertThat(lever.read(order).is(Force.ABSENT)).isTrue();
    }

    @Test
    void twiceIsOnce() {
        ActionOrder order = bench.order("act-1");
        ActionOutcome applied = LeverRun.apply(lever, order);
        assertThat(LeverRun.apply(lever, order)).isInstanceOf(ActionOutcome.Applied.class);
        lever.act(order);
        assertThat(lever.read(order).is(Force.OURS)).isTrue();
        LeverRun.undo(lever, order, prior(applied));
        assertThat(bench.inForce()).as("one undo is enough").isFalse();
    }

    @Test
    void undoWithoutApplyIsHarmless() {
        assertThat(LeverRun.undo(lever, bench.order("act-1"), "")).isInstanceOf(ActionOutcome.AlreadySo.class);
        lever.undo(bench.order("act-1"), "");
        assertThat(bench.inForce()).isFalse();
    }

    @Test
    void undoTwiceIsHarmless() {
        ActionOrder order = bench.order("act-1");
        ActionOutcome applied = LeverRun.apply(lever, order);
        LeverRun.undo(lever, order, prior(applied));
        assertThat(LeverRun.undo(lever, order, prior(applied))).isInstanceOf(ActionOutcome.AlreadySo.class);
        lever.undo(order, prior(applied));
        assertThat(bench.inForce()).isFalse();
    }

    @Test
    void undoOfOneActionLeavesWhatAnotherHolds() {
        LeverRun.apply(lever, bench.order("act-1"));
        ActionOutcome second = LeverRun.apply(lever, bench.order("act-12"));
        assertThat(second.holds()).isTrue();
        LeverRun.undo(lever, bench.order("act-12"), "");
        assertThat(bench.inForce()).as("act-1 still stands").isTrue();
        LeverRun.undo(lever, bench.order("act-1"), "");
        assertThat(bench.inForce()).isFalse();
    }

    @Test
    void aCrashBetweenActAndRecordIsRecovered() {
        ActionOrder order = bench.order("act-1");
        lever.act(order);
        Actuator restarted = bench.lever();
        ActionOutcome outcome = LeverRun.apply(restarted, order);
        assertThat(outcome).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(LeverRun.undo(restarted, order, prior(outcome))).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(bench.inForce()).isFalse();
    }

    @Test
    void aBackEndThatSaysOkAndDoesNothingIsCaught() {
        bench.lie(Lie.SAYS_OK_DOES_NOTHING);
        ActionOutcome outcome = LeverRun.apply(lever, bench.order("act-1"));
        assertThat(outcome).isInstanceOfAny(ActionOutcome.Unknown.class, ActionOutcome.Partial.class);
        assertThat(bench.inForce()).isFalse();
    }

    @Test
    void aBackEndThatSaysErrorAndDoesItIsCaught() {
        bench.lie(Lie.SAYS_ERROR_BUT_DOES_IT);
        assertThat(LeverRun.apply(lever, bench.order("act-1"))).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(bench.inForce()).isTrue();
    }

    @Test
    void whatCannotBeReadIsUnknownAndNotTouched() {
        bench.lie(Lie.CANNOT_BE_READ);
        assertThat(LeverRun.apply(lever, bench.order("act-1"))).isInstanceOf(ActionOutcome.Unknown.class);
        assertThat(bench.inForce()).isFalse();
    }

    @Test
    void anEffectOfOthersIsLeftInPlace() {
        assumeTrue(bench.othersPutItInForce(), "not run: others have no way that this lever could see");
        ActionOrder order = bench.order("act-1");
        assertThat(LeverRun.apply(lever, order)).isInstanceOf(ActionOutcome.AlreadySo.class);
        assertThat(LeverRun.undo(lever, order, "")).isInstanceOf(ActionOutcome.AlreadySo.class);
        lever.undo(order, "");
        assertThat(bench.inForce()).isTrue();
    }

    private static String prior(ActionOutcome outcome) {
        return outcome instanceof ActionOutcome.Applied applied ? applied.prior() : "";
    }
}
