package dev.reeve.server.pgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyEditor;
import org.bouncycastle.openpgp.api.SignatureParameters;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.operator.PGPKeyPairGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/// Somebody with a key of their own, made for a test, who signs mail.
public final class Signer {
    private final OpenPGPKey key;

    private Signer(OpenPGPKey key) {
        this.key = key;
    }

    public static Signer since(Instant created) {
        return new Signer(make(created, -1));
    }

    static Signer expiring(Instant created, long seconds) {
        return new Signer(make(created, seconds));
    }

    private static OpenPGPKey make(Instant created, long seconds) {
        try {
            return new BcOpenPGPApi()
                    .generateKey(4, Date.from(created), false)
                    .withPrimaryKey(PGPKeyPairGenerator::generateLegacyEd25519KeyPair)
                    .addUserId("Robot", SignatureParameters.Callback.Util.modifyHashedSubpackets(packets -> {
                        packets.removePacketsOfType(SignatureSubpacketTags.KEY_FLAGS);
                        packets.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
                        if (seconds > 0) {
                            packets.setKeyExpirationTime(true, seconds);
                        }
                        return packets;
                    }))
                    .build();
        } catch (PGPException e) {
            throw new AssertionError(e);
        }
    }

    Signer revoked(Instant at) {
        try {
            return new Signer(new OpenPGPKeyEditor(key, component -> null)
                    .revokeKey(new SignatureParameters.Callback() {
                        @Override
                        public SignatureParameters apply(SignatureParameters parameters) {
                            return parameters.setSignatureCreationTime(Date.from(at));
                        }
                    })
                    .done());
        } catch (PGPException e) {
            throw new AssertionError(e);
        }
    }

    public String publicKey() {
        try {
            return key.toCertificate().toAsciiArmoredString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String privateKey() {
        try {
            return key.toAsciiArmoredString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sign(byte[] text, Instant at, int type, int hash) {
        try {
            PGPKeyPair pair = key.getPrimarySecretKey().unlock().getKeyPair();
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash), pair.getPublicKey());
            generator.init(type, pair.getPrivateKey());
            PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
            packets.setSignatureCreationTime(false, Date.from(at));
            packets.setIssuerFingerprint(false, pair.getPublicKey());
            generator.setHashedSubpackets(packets.generate());
            generator.update(text);
            return armour(generator.generate());
        } catch (PGPException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String armour(PGPSignature signature) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArmoredOutputStream armour = ArmoredOutputStream.builder().build(out)) {
            signature.encode(armour);
        }
        return out.toString(StandardCharsets.US_ASCII).replace("\r\n", "\n").replace("\n", "\r\n");
    }

    /// A mail with this as its signed part.
    public String mime(String head, String part, Instant at) {
        String signature =
                sign(part.getBytes(StandardCharsets.UTF_8), at, PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA512);
        return head
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: multipart/signed; micalg=pgp-sha512;\r\n"
                + " protocol=\"application/pgp-signature\"; boundary=\"seal\"\r\n\r\n"
                + "--seal\r\n" + part + "\r\n--seal\r\n"
                + "Content-Type: application/pgp-signature; name=\"signature.asc\"\r\n\r\n"
                + signature + "\r\n--seal--\r\n";
    }

    /// @param text in lines that end with CR LF
    String clear(String text, Instant at) {
        return clear(text, at, "Hash: SHA512\r\n", HashAlgorithmTags.SHA512);
    }

    String clear(String text, Instant at, String fields, int hash) {
        String canonical = text.replaceAll("[ \t]+(?=\r\n|$)", "").replaceFirst("\r\n$", "");
        String signature =
                sign(canonical.getBytes(StandardCharsets.UTF_8), at, PGPSignature.CANONICAL_TEXT_DOCUMENT, hash);
        return "-----BEGIN PGP SIGNED MESSAGE-----\r\n" + fields + "\r\n" + text.replaceAll("(?m)^-", "- -")
                + signature;
    }
}
