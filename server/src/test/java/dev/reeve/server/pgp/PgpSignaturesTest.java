package dev.reeve.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PgpSignaturesTest {
    private static final Instant NOW = Instant.parse("2026-11-10T10:00:00Z");
    private static final Instant YEARS_AGO = Instant.parse("2024-03-01T00:00:00Z");
    private static final Signer NOC = Signer.since(YEARS_AGO);
    private static final Signer STRANGER = Signer.since(YEARS_AGO);
    private static final String HEAD = "From: robot@noc.example\r\nTo: abuse@host.example\r\nSubject: scan\r\n";
    private static final String PART = "Content-Type: text/plain\r\n\r\nPort scan from 203.0.113.10  \r\n-- \r\nNOC";
    private static final String TEXT = "Port scan from 203.0.113.10 \t\r\n--\r\n\r\n- NOC\r\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void keys() throws IOException {
        Files.writeString(folder.resolve("noc.example.asc"), NOC.publicKey());
    }

    private PgpVerdict verify(String mail) {
        return verify(mail, NOW);
    }

    private PgpVerdict verify(String mail, Instant receivedAt) {
        return new PgpSignatures(new ReporterKeys(folder))
                .verify(RawMessage.of(mail.getBytes(StandardCharsets.UTF_8)), receivedAt);
    }

    private static PgpVerdict.Good good(PgpVerdict verdict) {
        return assertThat(verdict).asInstanceOf(type(PgpVerdict.Good.class)).actual();
    }

    private static void bad(PgpVerdict verdict, String why) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        PgpVerdict.Bad.class, bad -> assertThat(bad.why()).contains(why));
    }

    private static String mail(String text) {
        return HEAD + "Content-Type: text/plain\r\n\r\n" + text;
    }

    private static Span at(String mail, String piece) {
        return new Span("x", "", mail.indexOf(piece), piece.length());
    }

    @Test
    void aSignedPartProvesWhoWroteItAndNothingOutsideOfIt() {
        String mail = NOC.mime(HEAD, PART, NOW.minusSeconds(60));
        PgpVerdict.Good good = good(verify(mail));
        assertThat(good.reporters()).containsExactly("noc.example");
        assertThat(good.key()).hasSize(40);
        assertThat(good.covers(at(mail, "203.0.113.10"))).isTrue();
        assertThat(good.covers(at(mail, "robot@noc.example"))).isFalse();
        assertThat(good.covers(at(mail, "NOC\r\n--seal"))).isFalse();
    }

    @Test
    void aDoorThatKeepsBareLineFeedsBreaksNothing() {
        good(verify(NOC.mime(HEAD, PART, NOW).replace("\r\n", "\n")));
        good(verify(mail(NOC.clear(TEXT, NOW)).replace("\r\n", "\n")));
    }

    @Test
    void oneChangedCharacterProvesNothing() {
        bad(verify(NOC.mime(HEAD, PART, NOW).replace("203.0.113.10", "203.0.113.11")), "doesn't fit the text");
        bad(verify(mail(NOC.clear(TEXT, NOW)).replace("203.0.113.10", "203.0.113.11")), "doesn't fit the text");
    }

    @Test
    void textSignedInTheClearIsVerifiedWithItsDashesAndBlanksAsTheStandardSays() {
        String mail = mail("Dear team,\r\n" + NOC.clear(TEXT, NOW) + "198.51.100.7 is not signed\r\n");
        PgpVerdict.Good good = good(verify(mail));
        assertThat(good.covers(at(mail, "203.0.113.10"))).isTrue();
        assertThat(good.covers(at(mail, "198.51.100.7"))).isFalse();
        assertThat(good.covers(at(mail, "Dear team"))).isFalse();
        assertThat(good.covers(at(mail, "SHA512"))).isFalse();
    }

    @Test
    void anEncodedPartIsProvedOnlyWhereItHoldsNothingElse() {
        String head = HEAD + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        String clear = NOC.clear(TEXT, NOW);
        Base64.Encoder base64 = Base64.getMimeEncoder();
        String alone = head + base64.encodeToString(clear.getBytes(StandardCharsets.US_ASCII));
        good(verify(alone));
        bad(
                verify(head + base64.encodeToString(("198.51.100.7\r\n" + clear).getBytes(StandardCharsets.US_ASCII))),
                "more than the text");
    }

    @Test
    void quotedPrintableIsTakenOffFirst() {
        String head = HEAD + "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
        String mail = head + NOC.clear(TEXT, NOW).replace("=", "=3D").replace("scan from ", "scan=20from=20");
        PgpVerdict.Good good = good(verify(mail));
        assertThat(good.covers(at(mail, "203.0.113.10"))).isTrue();
    }

    @Test
    void aKeyThatNobodyPutDownIsNamedAndProvesNothing() {
        bad(verify(STRANGER.mime(HEAD, PART, NOW)), "which is none that was put down here");
    }

    @Test
    void oldAndFutureSignaturesMayHaveBeenSentAgain() {
        good(verify(NOC.mime(HEAD, PART, NOW.minus(PgpSignatures.AGE_MAX))));
        bad(verify(NOC.mime(HEAD, PART, NOW.minus(PgpSignatures.AGE_MAX).minusSeconds(1))), "more than 7 days");
        good(verify(NOC.mime(HEAD, PART, NOW.plus(PgpSignatures.AHEAD_MAX))));
        bad(verify(NOC.mime(HEAD, PART, NOW.plus(PgpSignatures.AHEAD_MAX).plusSeconds(1))), "after it came");
    }

    @Test
    void anExpiredKeyIsNotTrustedAndOneThatExpiresLaterIs() throws IOException {
        Signer brief = Signer.expiring(
                NOW.minus(Duration.ofDays(10)), Duration.ofDays(9).toSeconds());
        Signer longer = Signer.expiring(
                NOW.minus(Duration.ofDays(10)), Duration.ofDays(11).toSeconds());
        Files.writeString(folder.resolve("brief.example.asc"), brief.publicKey());
        Files.writeString(folder.resolve("longer.example.asc"), longer.publicKey());
        bad(verify(brief.mime(HEAD, PART, NOW)), "expired, revoked");
        bad(verify(brief.mime(HEAD, PART, NOW.minus(Duration.ofDays(2)))), "expired, revoked");
        assertThat(good(verify(longer.mime(HEAD, PART, NOW))).reporters()).containsExactly("longer.example");
    }

    @Test
    void aRevokedKeyIsNotTrusted() throws IOException {
        Signer signer = Signer.since(YEARS_AGO);
        Path file = folder.resolve("gone.example.asc");
        Files.writeString(file, signer.publicKey());
        good(verify(signer.mime(HEAD, PART, NOW)));
        Files.writeString(file, signer.revoked(NOW.minus(Duration.ofDays(1))).publicKey());
        bad(verify(signer.mime(HEAD, PART, NOW)), "expired, revoked");
        bad(verify(signer.mime(HEAD, PART, NOW.minus(Duration.ofDays(2)))), "expired, revoked");
    }

    @Test
    void aHashThatCollidesIsNotBelieved() {
        bad(verify(mail(NOC.clear(TEXT, NOW, "Hash: SHA1\r\n", HashAlgorithmTags.SHA1))), "is not believed");
    }

    @Test
    void whatStandsInTheHeadOfClearTextIsNotSignedAndSpoilsIt() {
        bad(
                verify(mail(NOC.clear(TEXT, NOW, "Hash: SHA512\r\nComment: from 198.51.100.7\r\n", 10))),
                "says more than its hash");
        bad(verify(mail(NOC.clear(TEXT, NOW) + NOC.clear(TEXT, NOW))), "more than one text");
    }

    @Test
    void aSignatureOfAnotherKindOrBrokenOrTooManyPartsIsNone() {
        String mail = NOC.mime(HEAD, PART, NOW);
        bad(verify(mail.replaceFirst("(?s)-----BEGIN PGP SIGNATURE.*END PGP SIGNATURE-----", "trust me")), "");
        bad(
                verify(mail.replace("--seal--", "--seal\r\nContent-Type: text/plain\r\n\r\n198.51.100.7\r\n--seal--")),
                "has two parts");
        bad(
                verify(mail.replaceFirst(
                        "(?s)-----BEGIN PGP SIGNATURE.*END PGP SIGNATURE-----",
                        "x".repeat(PgpSignatures.ARMOUR_BYTES_MAX + 1))),
                "more than 64000 bytes");
        String certification = NOC.sign(PART.getBytes(StandardCharsets.UTF_8), NOW, 0x10, 10);
        bad(
                verify(mail.replaceFirst(
                        "(?s)-----BEGIN PGP SIGNATURE.*END PGP SIGNATURE-----",
                        java.util.regex.Matcher.quoteReplacement(certification))),
                "something else than a text");
    }

    @Test
    void unsignedMailSaysNothingAndWithoutKeysNothingIsLookedAt() {
        assertThat(verify(mail("Port scan from 203.0.113.10"))).isInstanceOf(PgpVerdict.Unsigned.class);
        assertThat(new PgpSignatures(new ReporterKeys(null))
                        .verify(RawMessage.of(STRANGER.mime(HEAD, PART, NOW).getBytes(StandardCharsets.UTF_8)), NOW))
                .isInstanceOf(PgpVerdict.Unsigned.class);
    }

    @Test
    void keysStandInFilesOrFoldersAndAWrongFileIsLeftOut() throws IOException {
        Path cert = Files.createDirectories(folder.resolve("Cert.Example"));
        Files.writeString(cert.resolve("2026.asc"), "our keys\n" + STRANGER.publicKey() + "\n" + NOC.publicKey());
        Files.writeString(folder.resolve("broken.example.asc"), "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nno\n");
        Files.writeString(folder.resolve("secret.example.asc"), STRANGER.privateKey());
        assertThat(good(verify(STRANGER.mime(HEAD, PART, NOW))).reporters()).containsExactly("cert.example");
        assertThat(good(verify(NOC.mime(HEAD, PART, NOW))).reporters())
                .containsExactlyInAnyOrder("cert.example", "noc.example");
    }

    @Test
    void keysThatComeLaterAreFoundWithoutARestart() throws IOException {
        PgpSignatures running = new PgpSignatures(new ReporterKeys(folder));
        RawMessage mail = RawMessage.of(STRANGER.mime(HEAD, PART, NOW).getBytes(StandardCharsets.UTF_8));
        bad(running.verify(mail, NOW), "none that was put down");
        Files.writeString(folder.resolve("late.example.asc"), STRANGER.publicKey());
        assertThat(good(running.verify(mail, NOW)).reporters()).containsExactly("late.example");
    }

    @Test
    void whatGnuPgSignsIsVerified() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gpg")), "not run: no gpg");
        Path home = Files.createDirectories(folder.resolve("gpg"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        try {
            gpg(home, "", "--quick-gen-key", "noc@gnupg.example", "rsa2048", "sign", "never");
            Files.writeString(folder.resolve("gnupg.example.asc"), gpg(home, "", "--export", "noc@gnupg.example"));
            Instant now = Instant.ofEpochSecond(Files.getLastModifiedTime(folder.resolve("gnupg.example.asc"))
                            .toMillis()
                    / 1000);
            String clear = gpg(home, TEXT.replace("\r\n", "\n"), "--clear-sign");
            assertThat(good(verify(mail(clear), now)).reporters()).containsExactly("gnupg.example");
            String detached = gpg(home, PART, "--detach-sign");
            String mail = NOC.mime(HEAD, PART, NOW)
                    .replaceFirst(
                            "(?s)-----BEGIN PGP SIGNATURE.*END PGP SIGNATURE-----",
                            java.util.regex.Matcher.quoteReplacement(detached.strip()));
            assertThat(good(verify(mail, now)).reporters()).containsExactly("gnupg.example");
        } finally {
            new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                    .start()
                    .waitFor();
        }
    }

    private static String gpg(Path home, String in, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--quiet",
                "--passphrase",
                "",
                "--pinentry-mode",
                "loopback",
                "--armor"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(home.resolve("errors").toFile())
                .start();
        try (var out = process.getOutputStream()) {
            out.write(in.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(() -> Files.exists(home.resolve("errors")) ? "see " + home.resolve("errors") : "gpg")
                .isZero();
        return said;
    }
}
