package dev.reeve.core.cases;

import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.DeskEvent;
import java.util.List;

/// The answer to a command.
public sealed interface Decision {
    /// Events for the case, its account and the desk, to be appended together; empty when there was nothing left to do.
    record Decided(List<CaseEvent> events, List<AccountEvent> account, List<DeskEvent> desk) implements Decision {
        public boolean nothing() {
            return events.isEmpty() && account.isEmpty() && desk.isEmpty();
        }
    }

    /// The command can't be carried out; nothing changes.
    ///
    /// @param code stable, for programs: `not-allowed`, `conflict`, `not-found`, `halted`
    /// @param why what is wrong and what to do, for people
    record Refused(String code, String why) implements Decision {}
}
