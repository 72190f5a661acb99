package dev.reeve.formats;

import dev.reeve.core.evidence.Report.Claimant;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.ContentType;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import java.util.List;

/// Reads off a mail who claims to have sent it.
public final class ClaimantReader {
    /// More signatures than this prove no more.
    private static final int SIGNATURES_MAX = 10;

    private ClaimantReader() {}

    public static Claimant of(MailPart mail) {
        String from = Addresses.mailbox(mail.value("From"));
        return new Claimant(from, "", Addresses.domain(from), signedBy(mail), authenticationResults(mail));
    }

    public static List<String> signedBy(MailPart mail) {
        return mail.list("DKIM-Signature")
                .limit(SIGNATURES_MAX)
                .map(f -> ContentType.parse(";" + f.value()).parameter("d"))
                .filter(domain -> !domain.isEmpty())
                .toList();
    }

    public static List<String> authenticationResults(MailPart mail) {
        return mail.list("Authentication-Results")
                .limit(SIGNATURES_MAX)
                .map(MailField::value)
                .toList();
    }
}
