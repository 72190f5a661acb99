package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.LinkedHashMap;
import java.util.Map;

/// A chain that ends inside: a client scans for a service, then guesses its passwords, then has a session with
/// a server that it guessed at. Stands between detectors and whoever takes their signs, hands every sign on,
/// and adds one of its own when the chain is whole.
///
/// - **Needs** the detectors of scans and of guessing, and unsampled records for the session.
/// - **Fooled by** an administrator who forgot a password, if he scanned for the server before.
/// - **Ignores** steps that are more than a day apart, or in another order.
/// - **Under sampling** guessing isn't seen by flows, and so no chain is.
///
/// It is a suspicion and stays one: of the strength of a claim, so that nothing is cut off by it alone.
public final class IntrusionChain implements Signs {
    private static final Kind KIND = Kind.parse("connection/intrusion");
    private static final Kind SCAN = Kind.parse("connection/port_scan");
    private static final Kind GUESSING = Kind.parse("connection/login_attack");
    private static final long APART_MILLIS = 86_400_000;

    /// Clients that scanned; the one that did longest ago gives way.
    private static final int CLIENTS_MAX = 10_000;

    private final Signs to;
    private final LinkedHashMap<Endpoint, Links> clients = new LinkedHashMap<>();

    private static final class Links {
        long scannedFrom;
        long scannedAt;
        long guessedAt;
    }

    public IntrusionChain(Signs to) {
        this.to = to;
    }

    @Override
    public void see(Sign sign) {
        to.see(sign);
        if (sign.kind().equals(SCAN)) {
            scanned(sign);
        } else if (sign.kind().equals(GUESSING)) {
            guessed(sign);
        }
    }

    private void scanned(Sign sign) {
        Links links = clients.get(sign.client());
        if (links == null) {
            if (clients.size() >= CLIENTS_MAX) {
                clients.pollFirstEntry();
            }
            links = new Links();
            links.scannedFrom = sign.fromMillis();
            clients.put(sign.client(), links);
        } else if (sign.fromMillis() - links.scannedAt > APART_MILLIS) {
            links.scannedFrom = sign.fromMillis();
        }
        links.scannedAt = sign.atMillis();
    }

    private void guessed(Sign sign) {
        Links links = clients.get(sign.client());
        boolean inOrder = links != null
                && sign.atMillis() >= links.scannedFrom
                && sign.fromMillis() - links.scannedAt <= APART_MILLIS;
        if (!inOrder || links == null) {
            return;
        }
        boolean before = links.guessedAt > 0 && sign.atMillis() - links.guessedAt <= APART_MILLIS;
        links.guessedAt = sign.atMillis();
        if (before && "session".equals(sign.facts().get("after"))) {
            to.see(new Sign(
                    "intrusion-chain/1",
                    KIND,
                    sign.client(),
                    sign.port(),
                    links.scannedFrom,
                    Math.max(links.scannedFrom, sign.atMillis()),
                    Strength.CLAIMED,
                    Map.of("attempts", sign.numbers().getOrDefault("attempts", 0.0)),
                    Map.of(
                            "chain",
                            "scan, guessing, session",
                            "outcome",
                            "suspected",
                            "port",
                            String.valueOf(sign.port()))));
        }
    }
}
