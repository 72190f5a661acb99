package dev.reeve.formats.acns;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Report.Claimant;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.About;
import dev.reeve.formats.ClaimantReader;
import dev.reeve.formats.MessageTime;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.StatedTime;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.PlacedText;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// ACNS notices, versions 0.6 to 1.2: bare, attached, or within a letter, however that was quoted, encoded or
/// signed. The letter and the XML are compared, and where they name different addresses that is said and the
/// notice is doubted.
///
/// What fools it: senders who write no time zone, and times of an address that has changed hands since.
public final class AcnsFormat implements ReportFormat {
    /// Most URLs taken as resources of one notice; all of them are locators of the notice itself.
    private static final int URLS_MAX = 100;

    /// What is left of the confidence when letter and XML disagree.
    private static final double IN_DOUBT = 0.4;

    private static final Set<String> PEERS = Set.of(
            "bittorrent",
            "bt",
            "p2p",
            "edonkey",
            "ed2k",
            "emule",
            "gnutella",
            "fasttrack",
            "kazaa",
            "kad",
            "dht",
            "ares",
            "limewire",
            "directconnect",
            "dc++",
            "winmx",
            "share",
            "winny",
            "overnet",
            "soulseek",
            "gnutella2",
            "utp");

    private static final Pattern NAMED = Pattern.compile(
            "(?im)^[^\\r\\n<]{0,40}\\bip(?:v[46])?[ _-]?addr(?:ess)?\\b[^:\\r\\n<]{0,20}:[ \\t]*([0-9A-Fa-f.:]{3,45})[ \\t]*\\r?$");

    @Override
    public String name() {
        return "acns/1";
    }

    @Override
    public Turn turn() {
        return Turn.STRUCTURED;
    }

    @Override
    public About about() {
        return new About(
                "ACNS notices 0.6 to 1.2: XML, bare, attached, or in a letter that was quoted, encoded or signed",
                "an IP address or a URL",
                "times without a zone; an address that has changed hands since");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return parts(message.mail()).anyMatch(AcnsFormat::holdsNotice);
    }

    private static Stream<MailPart> parts(MailPart mail) {
        return mail.own()
                .filter(p -> p.children().isEmpty() && !p.type().mimeType().startsWith("image/"));
    }

    private static boolean holdsNotice(MailPart part) {
        ByteSource content = part.content();
        return content.indexOf("Infringement") >= 0
                && XML.matcher(content.latin1()).find();
    }

    private static final Pattern XML =
            Pattern.compile("<(?:[\\w.-]{1,40}:)?Infringement[\\s>]", Pattern.CASE_INSENSITIVE);

    @Override
    public ParseOutcome parse(RawMessage message) {
        List<PlacedText> texts = parts(message.mail()).map(PlacedText::of).toList();
        Map<String, AcnsDocument> documents = new LinkedHashMap<>();
        for (PlacedText text : texts) {
            AcnsDocument.list(text).forEach(d -> documents.putIfAbsent(d.identity(), d));
        }
        List<Report> reports = new ArrayList<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (AcnsDocument document : documents.values()) {
            report(message, document, texts)
                    .ifPresentOrElse(
                            reports::add,
                            () -> problems.put(
                                    "notice " + document.value("Case", "ID"),
                                    "it names neither an IP address nor a URL, or no time"));
        }
        if (reports.isEmpty()) {
            return new Unreadable(
                    "the ACNS notice names neither an IP address nor a URL, or no time",
                    List.copyOf(problems.values()));
        }
        return new Reports(reports);
    }

    private record Located(Resource resource, List<Span> spans) {}

    private Optional<Report> report(RawMessage message, AcnsDocument document, List<PlacedText> texts) {
        List<Located> located = located(document);
        Map<String, String> facts = facts(document);
        Optional<AcnsTime> time = AcnsTime.of(document)
                .or(() -> MessageTime.of(message.mail()).map(t -> {
                    facts.put(StatedTime.FACT, StatedTime.MAIL);
                    return new AcnsTime(
                            dev.reeve.core.evidence.Interval.at(t.at()), MessageTime.DOUBT, List.of(t.span()));
                }));
        if (located.isEmpty() || time.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> notes = new LinkedHashMap<>();
        String id = document.value("Case", "ID");
        notes.put("case", id.isEmpty() ? "none" : id);
        boolean doubted = differs(document, texts, notes);
        boolean retracted = document.isRetraction();
        List<ObservationDraft> drafts = retracted ? List.of() : drafts(document, located, time.get(), facts, id);
        return Optional.of(new Report(
                name(),
                claimant(message.mail(), document),
                drafts,
                notes,
                List.of(),
                false,
                AcnsNotice.of(document, texts),
                doubted ? IN_DOUBT : 1));
    }

    private static List<ObservationDraft> drafts(
            AcnsDocument document, List<Located> located, AcnsTime time, Map<String, String> facts, String id) {
        Kind kind = kind(document);
        List<Span> spans = new ArrayList<>(time.spans());
        document.find("Source", "Type").ifPresent(e -> spans.add(document.span("kind", e)));
        document.find("Content", "Item", "Title").ifPresent(e -> spans.add(document.span("work", e)));
        String incident = id.isEmpty() || id.length() > 200 ? document.identity() : id;
        return located.stream()
                .map(l -> new ObservationDraft(
                        l.resource(),
                        time.seen(),
                        time.doubt(),
                        kind,
                        Direction.HOST,
                        false,
                        false,
                        incident,
                        facts,
                        Stream.concat(l.spans().stream(), spans.stream()).toList()))
                .toList();
    }

    private static Kind kind(AcnsDocument document) {
        String type = document.value("Source", "Type").toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        String base = document.root()
                .list("Source")
                .flatMap(s -> s.list("SubType"))
                .map(s -> s.attribute("BaseType") + " " + s.attribute("Protocol"))
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        boolean peers = PEERS.contains(type) || base.contains("p2p") || PEERS.contains(base.strip());
        return new Kind("copyright", peers ? "p2p" : "copyright");
    }

    /// URLs first: behind one address there may be many clients.
    private static List<Located> located(AcnsDocument document) {
        List<Located> located = new ArrayList<>();
        Stream.concat(
                        document.items().stream().flatMap(i -> i.find("URL").stream()),
                        Stream.of(document.find("Source", "URL_Base"), document.find("Source", "URL"))
                                .flatMap(Optional::stream)
                                .limit(1))
                .limit(URLS_MAX)
                .forEach(e -> url(document, e)
                        .filter(l ->
                                located.stream().noneMatch(o -> o.resource().equals(l.resource())))
                        .ifPresent(located::add));
        document.find("Source", "IP_Address")
                .ifPresent(e -> Addresses.parse(e.text()).ifPresent(ip -> {
                    List<Span> spans = new ArrayList<>(List.of(document.span("source", e)));
                    Integer port = port(document, spans);
                    located.add(new Located(new Resource.Address(ip, port), spans));
                }));
        return located;
    }

    private static Optional<Located> url(AcnsDocument document, XmlElement element) {
        try {
            return Optional.of(new Located(
                    new Resource.Url(PlacedText.proper(element.text()).replace(" ", "%20")),
                    List.of(document.span("source", element))));
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }

    private static @Nullable Integer port(AcnsDocument document, List<Span> spans) {
        Optional<XmlElement> element = document.find("Source", "Port");
        String text = element.map(XmlElement::text).orElse("");
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (element.isEmpty() || port < 1 || port > 65535) {
            return null;
        }
        spans.add(document.span("source_port", element.get()));
        return port;
    }

    /// The addresses that the letter names beside a label, against that of the XML.
    private static boolean differs(AcnsDocument document, List<PlacedText> texts, Map<String, String> notes) {
        Set<String> named = new TreeSet<>();
        for (PlacedText text : texts) {
            Matcher matcher = NAMED.matcher(text.text());
            while (matcher.find() && named.size() < 100) {
                Addresses.parse(matcher.group(1)).ifPresent(ip -> named.add(ip.toString()));
            }
        }
        String own = Addresses.parse(document.value("Source", "IP_Address"))
                .map(Object::toString)
                .orElse("");
        if (named.isEmpty() || own.isEmpty() || named.contains(own)) {
            return false;
        }
        notes.put("letter and XML", "differ: the letter names " + String.join(", ", named) + ", the XML " + own);
        return true;
    }

    private static Map<String, String> facts(AcnsDocument document) {
        Map<String, String> facts = new LinkedHashMap<>();
        Map<String, String[]> places = new LinkedHashMap<>();
        places.put("work_title", new String[] {"Content", "Item", "Title"});
        places.put("file_name", new String[] {"Content", "Item", "FileName"});
        places.put("file_hash", new String[] {"Content", "Item", "Hash"});
        places.put("p2p_protocol", new String[] {"Source", "Type"});
        places.put("rights_holder", new String[] {"Complainant", "Entity"});
        places.put("deja_vu", new String[] {"Source", "Deja_Vu"});
        places.put("severity", new String[] {"Case", "Severity"});
        places.forEach((name, path) -> {
            String value = document.value(path);
            if (!value.isEmpty() && value.length() <= 300) {
                facts.put(name, value);
            }
        });
        return facts;
    }

    private static Claimant claimant(MailPart mail, AcnsDocument document) {
        Claimant sender = ClaimantReader.of(mail);
        String address = Addresses.mailbox(document.value("Complainant", "Email"));
        return new Claimant(
                address.isEmpty() ? sender.address() : address,
                document.value("Complainant", "Entity"),
                sender.domain().isEmpty() ? Addresses.domain(address) : sender.domain(),
                sender.signedBy(),
                sender.authenticationResults());
    }
}
