package dev.reeve.server.mail;

import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ReporterId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Addresses that a party answers to, and that bounces come back to. Each carries a code that only this desk can
/// make, so
/// that nobody writes into a case by guessing its number. All in lower case: mail systems change case on the way.
///
/// `case+<case>.c.<code>@reply-domain` for the client, `case+<case>.r<reporter>.<code>` for a reporter,
/// `bounce+<notice>.<code>` as envelope sender.
public final class ReplyAddress {
    /// Longest local part by RFC 5321 §4.5.3.1.1.
    private static final int LOCAL_PART_MAX = 64;

    private static final int CODE_BYTES = 8;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private final SecretKeySpec key;
    private final String domain;

    /// @param secret at least 32 random bytes
    public ReplyAddress(byte[] secret, String domain) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
        this.domain = domain;
    }

    /// Whom or what an address stands for.
    public sealed interface Meaning {
        record Client(CaseId caseId) implements Meaning {}

        record Reporter(CaseId caseId, String reporterCode) implements Meaning {}

        record Bounce(CaseId caseId, NoticeId notice) implements Meaning {}
    }

    public String ofClient(CaseId caseId) {
        return coded("case+" + lower(caseId.value()) + ".c");
    }

    public String ofReporter(CaseId caseId, ReporterId reporter) {
        return coded("case+" + lower(caseId.value()) + ".r" + reporterCode(reporter));
    }

    public String ofBounce(NoticeId notice) {
        return coded("bounce+" + lower(notice.value()));
    }

    /// What stands for a reporter in an address: enough to tell those of one case apart.
    public String reporterCode(ReporterId reporter) {
        return code("reporter " + reporter.value()).substring(0, 8);
    }

    private String coded(String what) {
        return what + "." + code(what) + "@" + domain;
    }

    /// @param address an envelope recipient, of this domain or not
    public Optional<Meaning> read(String address) {
        String lower = lower(address);
        int at = lower.lastIndexOf('@');
        int dot = at < 0 ? -1 : lower.lastIndexOf('.', at);
        boolean ours =
                dot > 0 && at <= LOCAL_PART_MAX && lower.substring(at + 1).equals(domain);
        if (!ours) {
            return Optional.empty();
        }
        String what = lower.substring(0, dot);
        byte[] given = lower.substring(dot + 1, at).getBytes(StandardCharsets.UTF_8);
        byte[] expected = code(what).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, expected) ? meaning(what) : Optional.empty();
    }

    /// As {@link #read}, from the part before the `@` alone.
    public Optional<Meaning> readLocal(String local) {
        return read(local + "@" + domain);
    }

    private static Optional<Meaning> meaning(String what) {
        if (what.startsWith("bounce+")) {
            String notice = what.substring(7);
            String caseId = notice.substring(0, notice.lastIndexOf(".n"));
            return Optional.of(new Meaning.Bounce(
                    caseId(caseId), new NoticeId(upper(caseId) + notice.substring(caseId.length()))));
        }
        int dot = what.lastIndexOf('.');
        CaseId caseId = caseId(what.substring(5, dot));
        String party = what.substring(dot + 1);
        return Optional.of(
                party.equals("c") ? new Meaning.Client(caseId) : new Meaning.Reporter(caseId, party.substring(1)));
    }

    private static CaseId caseId(String lower) {
        return new CaseId(upper(lower));
    }

    private String code(String what) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return base32(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        long bits = 0;
        for (int i = 0; i < CODE_BYTES; i++) {
            bits = bits << 8 | bytes[i] & 0xFF;
        }
        for (int i = 0; i < 12; i++) {
            text.append(ALPHABET.charAt((int) (bits >>> (5 * i) & 31)));
        }
        return text.toString();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
