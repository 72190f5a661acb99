package dev.reeve.formats.arf;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.Provider;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.ReceivedChain;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The address that sent the mail complained of, and how surely.
///
/// @param from where it was read: `source-ip`, `prose` or `received`
record Culprit(Resource.Address resource, String from, Span span) {
    private static final Pattern PROSE = Pattern.compile(
            "(?i)(?:received|e-?mail|message|sent)\\s+from\\s+(?:the\\s+)?(?:ip\\s+)?(?:address\\s+)?\\[?([0-9a-f.:]{7,45})");

    /// Only the reporter's own words are as good as a field; a Received line may have been forged by the
    /// sender.
    boolean guessed() {
        return from.equals("received");
    }

    static Optional<Culprit> find(MailPart mail, FeedbackFields fields, Provider provider) {
        return field(fields)
                .or(() -> prose(mail))
                .or(() -> received(mail, provider))
                .or(() -> originating(mail));
    }

    private static Optional<Culprit> field(FeedbackFields fields) {
        return Stream.of("Source-IP", "Source", "Source-Ip-Address", "Client-IP")
                .flatMap(fields::list)
                .flatMap(f -> Addresses.parse(f.value().replaceFirst("[\\s(].*", ""))
                        .map(ip -> new Culprit(new Resource.Address(ip, port(fields)), "source-ip", f.span("source")))
                        .stream())
                .findFirst();
    }

    /// RFC 6692; without it clients behind one address can't be told apart.
    private static @org.jspecify.annotations.Nullable Integer port(FeedbackFields fields) {
        String text = fields.find("Source-Port").map(MailField::value).orElse("");
        if (!text.matches("\\d{1,5}")) {
            return null;
        }
        int port = Integer.parseInt(text);
        return port <= 65535 ? port : null;
    }

    private static Optional<Culprit> prose(MailPart mail) {
        Optional<MailPart> text = mail.firstText();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        ByteSource content = text.get().content();
        Matcher matcher = PROSE.matcher(content.latin1());
        while (matcher.find()) {
            String found = matcher.group(1).replaceFirst("[.:]$", "");
            Optional<IpAddress> ip = Addresses.parse(found);
            if (ip.isPresent()) {
                Span span =
                        content.span("source", text.get().number(), content.from() + matcher.start(1), found.length());
                return Optional.of(new Culprit(new Resource.Address(ip.get(), null), "prose", span));
            }
        }
        return Optional.empty();
    }

    /// Who handed the enclosed mail over to the reporter's side.
    private static Optional<Culprit> received(MailPart mail, Provider provider) {
        return mail.enclosed()
                .flatMap(original -> ReceivedChain.of(original).handOver(provider))
                .flatMap(hop -> hop.from()
                        .map(ip -> new Culprit(
                                new Resource.Address(ip, hop.port() == 0 ? null : hop.port()),
                                "received",
                                hop.field().span("source", ip.toString()))));
    }

    /// What the reporter's own mail system wrote above the original: who connected to it.
    private static Optional<Culprit> originating(MailPart mail) {
        return mail.enclosed().stream()
                .flatMap(original -> Stream.of(
                                "X-Originating-IP",
                                "X-Source-IP",
                                "X-Sender-IP",
                                "X-SID-PRA-IP",
                                "X-Apparently-From-IP")
                        .flatMap(name -> original.list(name).limit(1)))
                .flatMap(f -> Addresses.ips(f.value())
                        .flatMap(text -> Addresses.parse(text).stream()
                                .filter(ip -> !Addresses.isInside(ip))
                                .map(ip -> new Culprit(
                                        new Resource.Address(ip, null), "received", f.span("source", text)))))
                .findFirst();
    }
}
