package dev.reeve.server.pgp;

import dev.reeve.formats.mail.RawMessage;
import dev.reeve.server.pgp.SignedText.UnusableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureException;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/// Verifies what a message says was signed, by the keys that the operator put down.
///
/// A signature proves who wrote the signed bytes, and not who sent them on or when. So only facts inside of them
/// count as proved, and only a signature that was made shortly before the message came: an old one may have been kept
/// by somebody to be sent again.
public final class PgpSignatures {
    /// Longest time between signing and coming here: mail queues give up after five days (RFC 5321 §4.5.4.1).
    static final Duration AGE_MAX = Duration.ofDays(7);

    /// How far a signer's clock may be ahead of ours.
    static final Duration AHEAD_MAX = Duration.ofHours(1);

    /// Most signatures on one text that are tried: one for each key of a signer.
    static final int SIGNATURES_MAX = 4;

    /// Most keys put down with one name of a key: a name is half a fingerprint, so that more is no accident.
    private static final int OWNERS_MAX = 4;

    /// Largest armour of signatures: one has about a kilobyte.
    static final int ARMOUR_BYTES_MAX = 64_000;

    /// Most signed bytes: more isn't hashed, once for each signature.
    static final int SIGNED_BYTES_MAX = 20_000_000;

    private final ReporterKeys keys;

    public PgpSignatures(ReporterKeys keys) {
        this.keys = keys;
    }

    /// Without any key put down nothing is looked at.
    ///
    /// @param receivedAt when the message came: keys must have been good then
    public PgpVerdict verify(RawMessage message, Instant receivedAt) {
        if (keys.keys().isEmpty()) {
            return new PgpVerdict.Unsigned();
        }
        try {
            Optional<SignedText> mime = SignedParts.find(message);
            Optional<SignedText> found = mime.isPresent() ? mime : ClearSigned.find(message);
            return found.isEmpty() ? new PgpVerdict.Unsigned() : verify(found.get(), receivedAt);
        } catch (UnusableException unusable) {
            return new PgpVerdict.Bad(String.valueOf(unusable.getMessage()));
        }
    }

    /// The first good signature is enough; of bad ones the last reason is told.
    private PgpVerdict verify(SignedText text, Instant receivedAt) throws UnusableException {
        if (text.signed().length > SIGNED_BYTES_MAX) {
            throw new UnusableException("more than " + SIGNED_BYTES_MAX + " bytes are signed");
        }
        List<ReporterKeys.Key> known = keys.keys();
        String why = "";
        for (PGPSignature signature : signatures(text.armour())) {
            try {
                return good(text, signature, known, receivedAt);
            } catch (UnusableException bad) {
                why = String.valueOf(bad.getMessage());
            }
        }
        return new PgpVerdict.Bad(why);
    }

    private static List<PGPSignature> signatures(byte[] armour) throws UnusableException {
        if (armour.length > ARMOUR_BYTES_MAX) {
            throw new UnusableException("its signature has more than " + ARMOUR_BYTES_MAX + " bytes");
        }
        try {
            // The first packet decides: nothing is unpacked or decrypted to look for one.
            Object first =
                    new BcPGPObjectFactory(PGPUtil.getDecoderStream(new ByteArrayInputStream(armour))).nextObject();
            if (!(first instanceof PGPSignatureList list) || list.isEmpty()) {
                throw new UnusableException("what stands for its signature is none");
            }
            if (list.size() > SIGNATURES_MAX) {
                throw new UnusableException("it has more than " + SIGNATURES_MAX + " signatures");
            }
            return StreamSupport.stream(list.spliterator(), false).toList();
        } catch (IOException | RuntimeException broken) {
            throw new UnusableException("its signature can't be read");
        }
    }

    private static PgpVerdict good(
            SignedText text, PGPSignature signature, List<ReporterKeys.Key> known, Instant receivedAt)
            throws UnusableException {
        int type = signature.getSignatureType();
        if (type != PGPSignature.BINARY_DOCUMENT && type != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
            throw new UnusableException("it is a signature of something else than a text");
        }
        String name = HexFormat.of().withUpperCase().toHexDigits(signature.getKeyID());
        List<ReporterKeys.Key> owners = known.stream()
                .filter(k -> k.certificate().getSigningKeyFor(signature) != null)
                .limit(OWNERS_MAX)
                .toList();
        if (owners.isEmpty()) {
            throw new UnusableException("it is signed with the key " + name + ", which is none that was put down here");
        }
        Set<String> reporters = new HashSet<>();
        String fingerprint = "";
        for (ReporterKeys.Key owner : owners) {
            OpenPGPComponentKey key = Objects.requireNonNull(owner.certificate().getSigningKeyFor(signature));
            check(text.signed(), signature, key, name, receivedAt);
            reporters.add(owner.reporter());
            fingerprint = HexFormat.of()
                    .withUpperCase()
                    .formatHex(key.getPGPPublicKey().getFingerprint());
        }
        return new PgpVerdict.Good(reporters, fingerprint, text.place());
    }

    /// In this order: that it is right at all, then that the key was good, then that it is fresh.
    private static void check(
            byte[] signed, PGPSignature signature, OpenPGPComponentKey key, String name, Instant receivedAt)
            throws UnusableException {
        OpenPGPDocumentSignature document = new OpenPGPDocumentSignature(signature, key);
        Instant made = signature.getCreationTime().toInstant();
        Date came = Date.from(made.isAfter(receivedAt) ? made : receivedAt);
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key.getPGPPublicKey());
            signature.update(signed);
            if (!document.verify()) {
                throw new UnusableException(
                        "the signature with the key " + name + " doesn't fit the text: it was changed");
            }
            boolean goodThen = document.isValidAt(Date.from(made), Believed.POLICY);
            boolean goodNow = document.isValidAt(came, Believed.POLICY);
            if (!goodThen || !goodNow || !document.isEffectiveAt(came)) {
                throw new UnusableException("the key " + name + " is expired, revoked or not for signing");
            }
        } catch (PGPSignatureException refused) {
            throw new UnusableException(
                    "the signature with the key " + name + " is not believed: " + refused.getMessage());
        } catch (PGPException | RuntimeException broken) {
            throw new UnusableException("the signature with the key " + name + " can't be checked");
        }
        if (made.isAfter(receivedAt.plus(AHEAD_MAX))) {
            throw new UnusableException("it was signed " + made + ", after it came");
        }
        if (made.isBefore(receivedAt.minus(AGE_MAX))) {
            throw new UnusableException(
                    "it was signed " + made + ", more than " + AGE_MAX.toDays() + " days before it came");
        }
    }
}
