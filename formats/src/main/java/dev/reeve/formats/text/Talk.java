package dev.reeve.formats.text;

import dev.reeve.formats.NonReport;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What sort of mail a message is, by what its new words say: a report asks for something to be done about something
/// that
/// it names.
final class Talk {
    private static final Map<String, NonReport.Kind> KINDS = Map.of(
            "talk.advert", NonReport.Kind.ADVERTISING,
            "talk.thanks", NonReport.Kind.THANKS,
            "talk.support", NonReport.Kind.SUPPORT,
            "talk.delist", NonReport.Kind.DELISTING,
            "talk.data", NonReport.Kind.DATA_REQUEST,
            "talk.maintenance", NonReport.Kind.MAINTENANCE,
            "talk.ticket", NonReport.Kind.TICKET_CHATTER,
            "talk.withdraw", NonReport.Kind.WITHDRAWAL,
            "talk.answer", NonReport.Kind.ANSWER);

    private final Map<NonReport.Kind, Double> others = new EnumMap<>(NonReport.Kind.class);
    private double report;

    private Talk() {}

    static Talk of(List<Page> pages, List<Quotes> quotes) {
        Talk talk = new Talk();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            boolean written = page.section().role() == Section.Role.SUBJECT
                    || page.section().role() == Section.Role.BODY;
            if (!written) {
                continue;
            }
            for (Phrases.Hit hit : page.said().talk().list()) {
                boolean fresh = quotes.get(i).isNew(page.lines().at(hit.from()));
                String phrase = hit.tag() + page.folded().substring(hit.from(), hit.to());
                if (seen.add(phrase + fresh)) {
                    talk.add(hit, fresh ? 1 : hit.tag().equals("talk.report") ? 0.7 : 0);
                }
            }
        }
        return talk;
    }

    private void add(Phrases.Hit hit, double factor) {
        NonReport.Kind kind = KINDS.get(hit.tag());
        if (kind == null) {
            report += hit.weight() * factor;
        } else {
            others.merge(kind, hit.weight() * factor, Double::sum);
        }
    }

    /// How much asks for something to be done.
    double report() {
        return report;
    }

    double of(NonReport.Kind kind) {
        return others.getOrDefault(kind, 0.0);
    }

    /// The sort that most is said for, if anything is.
    Optional<NonReport.Kind> strongest() {
        return others.entrySet().stream()
                .filter(e -> e.getValue() >= 3)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    @Override
    public String toString() {
        return "report=" + report + " " + others;
    }
}
