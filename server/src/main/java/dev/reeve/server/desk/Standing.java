package dev.reeve.server.desk;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Strength;
import dev.reeve.formats.StatedTime;
import dev.reeve.server.pgp.PgpVerdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What a reporter proved to be with one message, and how much that makes of what it says.
///
/// @param transport what the way of the message proved: holds for all that it says
/// @param signature what its OpenPGP signature proved: holds only for what was signed
/// @param trusted whether whoever was proved is trusted
/// @param badFaith whether a person marked it: then nothing that was proved makes its word stronger
record Standing(
        List<MessageEvent.Proof> transport,
        PgpVerdict signature,
        Predicate<MessageEvent.Proof> trusted,
        boolean badFaith) {
    /// All that was tried, also what proved nothing.
    List<MessageEvent.Proof> proofs() {
        List<MessageEvent.Proof> all = new ArrayList<>(transport);
        switch (signature) {
            case PgpVerdict.Unsigned none -> {}
            case PgpVerdict.Good good -> all.addAll(signers(good));
            case PgpVerdict.Bad bad -> all.add(new MessageEvent.Proof("pgp", "", false, bad.why()));
        }
        return List.copyOf(all);
    }

    private static List<MessageEvent.Proof> signers(PgpVerdict.Good good) {
        return good.reporters().stream()
                .sorted()
                .map(name -> new MessageEvent.Proof("pgp", name, true, null))
                .toList();
    }

    Strength strength(ObservationDraft draft) {
        if (badFaith) {
            return Strength.SPOOFABLE;
        }
        Set<MessageEvent.Proof> proved = new HashSet<>(transport);
        if (signature instanceof PgpVerdict.Good good && isSigned(good, draft)) {
            proved.addAll(signers(good));
        }
        return draft.strength(!proved.isEmpty(), proved.stream().anyMatch(trusted));
    }

    /// A time that only the mail's own header gives isn't signed.
    private static boolean isSigned(PgpVerdict.Good good, ObservationDraft draft) {
        return !StatedTime.MAIL.equals(draft.facts().get(StatedTime.FACT))
                && draft.spans().stream().allMatch(good::covers);
    }
}
