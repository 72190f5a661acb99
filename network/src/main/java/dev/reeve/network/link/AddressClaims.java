package dev.reeve.network.link;

import dev.reeve.network.detection.Endpoint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who says that an address is theirs, and whether two machines say so in turn. The one that said it first is
/// the owner, until it was silent for a while and another took over, as fail-over pairs do.
final class AddressClaims {
    /// Claims that contradict another machine within {@link #WINDOW_MILLIS}.
    static final int CLAIMS_MIN = 2;

    static final long WINDOW_MILLIS = 60_000;

    private final Map<Endpoint, Claim> claims = Stations.bounded();

    private static final class Claim {
        long owner;
        long ownerSeenMillis;
        long last;
        long other = -1;
        int turns;
        int contradictions;
        long fromMillis;
    }

    /// @param claimant who is not the owner
    record Contradiction(long claimant, long owner, int claims, long fromMillis) {}

    /// @return null while there is nothing to say
    @Nullable
    Contradiction claimed(Endpoint address, long mac, long millis) {
        Claim claim = claims.get(address);
        if (claim == null) {
            claim = new Claim();
            claim.owner = mac;
            claims.put(address, claim);
        } else if (mac != claim.owner && millis - claim.ownerSeenMillis > WINDOW_MILLIS) {
            // The owner is silent: the address has moved.
            claim.owner = mac;
            claim.turns = 0;
            claim.contradictions = 0;
        }
        Contradiction said = mac == claim.owner ? owner(claim, millis) : other(claim, mac, millis);
        claim.last = mac;
        return said;
    }

    private static @Nullable Contradiction owner(Claim claim, long millis) {
        claim.ownerSeenMillis = millis;
        if (claim.other >= 0 && claim.last == claim.other && millis - claim.fromMillis <= WINDOW_MILLIS) {
            claim.turns++;
        }
        return null;
    }

    private static @Nullable Contradiction other(Claim claim, long mac, long millis) {
        if (claim.other != mac || millis - claim.fromMillis > WINDOW_MILLIS) {
            claim.other = mac;
            claim.fromMillis = millis;
            claim.contradictions = 0;
            claim.turns = 0;
        }
        claim.contradictions++;
        boolean inTurn = claim.turns > 0 && claim.contradictions >= CLAIMS_MIN;
        return inTurn ? new Contradiction(mac, claim.owner, claim.contradictions, claim.fromMillis) : null;
    }
}
