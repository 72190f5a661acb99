package dev.reeve.core.desk;

import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Delivery;
import java.util.List;

/// Writes and sends mail.
public interface Postman {
    /// One notice of one case, to be sent; `state` is the case after the notice was started.
    record Letter(CaseState state, CaseState.Notice notice) {}

    /// Sends one mail that holds all the letters; they go to one party.
    ///
    /// @param messageId the Message-ID without angle brackets: the same for the same duty, whatever happens
    Delivery send(List<Letter> letters, String messageId);
}
