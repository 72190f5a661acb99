package dev.reeve.server.pgp;

import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPImplementation;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;

/// Which algorithms are believed: as the library has it, no hash that collides for what is signed today (RFC 9580
/// §9.5), and no key that is too short.
final class Believed {
    static final OpenPGPImplementation IMPLEMENTATION = new BcOpenPGPImplementation();
    static final OpenPGPPolicy POLICY = new OpenPGPDefaultPolicy();

    private Believed() {}
}
