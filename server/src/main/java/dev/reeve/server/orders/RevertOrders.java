package dev.reeve.server.orders;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.safety.DeskCommand.Selection;
import dev.reeve.server.desk.MassReverts;
import dev.reeve.server.vault.Vault;

/// Takes back everything of a policy version or a time, in a person's words: they go to the vault first, and are erased
/// again when the desk refuses.
public final class RevertOrders {
    private final MassReverts reverts;
    private final Vault vault;

    public RevertOrders(MassReverts reverts, Vault vault) {
        this.reverts = reverts;
        this.vault = vault;
    }

    public MassReverts.Begun begin(Selection selection, String reasons, Actor by) {
        if (reasons.isBlank() || reasons.length() > Vault.CHARS_MAX) {
            throw new IllegalArgumentException("reasons: write 1 to " + Vault.CHARS_MAX + " characters");
        }
        Personal kept = vault.keep(reasons.strip());
        MassReverts.Begun begun = reverts.begin(selection, kept, by);
        if (begun.decision() instanceof Decision.Refused) {
            vault.erase(kept.ref());
        }
        return begun;
    }
}
