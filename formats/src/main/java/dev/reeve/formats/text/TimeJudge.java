package dev.reeve.formats.text;

import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides when it happened: the times on the lines that name the thing, else those that are stated for all. Those of
/// mails
/// that are quoted are nobody's.
final class TimeJudge {
    /// Most places that one observation points at for its time.
    private static final int SPANS_MAX = 4;

    private final List<Page> pages;
    private final List<Quotes> quotes;
    private final List<HeaderBlocks> headers;
    private final List<List<Moment>> moments = new ArrayList<>();
    private final boolean alone;
    private final List<Map<Integer, List<Moment>>> byLine = new ArrayList<>();
    private final List<BitSet> others = new ArrayList<>();
    private Optional<Seen> shared = Optional.empty();
    private boolean sharedKnown;
    private final @Nullable ZoneId said;

    /// @param sent the time of the mail
    /// @param alone whether only one address is accused
    TimeJudge(
            List<Page> pages,
            List<Quotes> quotes,
            List<HeaderBlocks> headers,
            Instant sent,
            boolean alone,
            Set<String> accused) {
        this.alone = alone;
        this.pages = pages;
        this.quotes = quotes;
        this.headers = headers;
        this.said = Zones.said(pages);
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            HeaderBlocks blocks = headers.get(i);
            moments.add(
                    page.section().role() == Section.Role.SAMPLE
                            ? List.of()
                            : TimeScanner.of(page, sent).stream()
                                    .filter(m -> !MailLines.isHeader(
                                                    page, page.lines().at(m.from()))
                                            && !blocks.covers(m.from()))
                                    .toList());
            byLine.add(byLine(page, moments.get(i)));
            others.add(rows(page, accused));
        }
    }

    /// The moments of each line that they stand on; one that goes over a line's end stands on both.
    private static Map<Integer, List<Moment>> byLine(Page page, List<Moment> moments) {
        Map<Integer, List<Moment>> lines = new HashMap<>();
        for (Moment moment : moments) {
            int first = page.lines().at(Math.max(moment.from(), moment.to() - 8));
            int last = page.lines().at(moment.to() - 1);
            for (int line = first; line <= last; line++) {
                lines.computeIfAbsent(line, l -> new ArrayList<>()).add(moment);
            }
        }
        return lines;
    }

    /// The lines that tell of an address that isn't accused.
    private static BitSet rows(Page page, Set<String> accused) {
        BitSet rows = new BitSet();
        for (Mention mention : page.mentions()) {
            int line = page.line(mention);
            if (mention.what() instanceof Mention.Ip ip && !accused.contains(ip.key()) && isRow(page, line, mention)) {
                rows.set(line);
            }
        }
        return rows;
    }

    private Optional<Seen> shared() {
        if (!sharedKnown) {
            shared = stated();
            sharedKnown = true;
        }
        return shared;
    }

    Optional<Seen> of(Judge.Candidate candidate) {
        Optional<Seen> handed = handed(candidate);
        if (handed.isPresent()) {
            return handed;
        }
        List<Moment> own = own(candidate);
        if (own.isEmpty()) {
            return shared();
        }
        Seen seen = seen(own, own.size() > 1);
        // Where only one is accused, first and last may stand elsewhere than its name.
        return alone
                        && candidate.what instanceof Mention.Ip
                        && seen.interval().from().equals(seen.interval().to())
                ? shared().filter(s -> s.zoned() == seen.zoned() && contains(s.interval(), seen.interval()))
                        .or(() -> Optional.of(seen))
                : Optional.of(seen);
    }

    /// Not more than days: further apart are other incidents.
    private static boolean contains(Interval whole, Interval part) {
        return !whole.from().isAfter(part.from())
                && !whole.to().isBefore(part.to())
                && Duration.between(whole.from(), whole.to()).toDays() <= 40;
    }

    private Optional<Seen> handed(Judge.Candidate candidate) {
        for (Mention mention : candidate.mentions) {
            Optional<Instant> at = headers.get(mention.section()).time(mention);
            if (at.isPresent()) {
                Span span = pages.get(mention.section()).section().text().span("date", mention.from(), mention.to());
                return Optional.of(new Seen(Interval.at(at.get()), true, true, List.of(span)));
            }
        }
        return Optional.empty();
    }

    private List<Moment> own(Judge.Candidate candidate) {
        List<Moment> own = new ArrayList<>();
        Set<Long> lines = new HashSet<>();
        for (Mention mention : candidate.mentions) {
            Page page = pages.get(mention.section());
            int line = page.line(mention);
            if (page.section().role() == Section.Role.SUBJECT
                    || quotes.get(mention.section()).isOurs(line)
                    || !lines.add((long) mention.section() << 32 | line)) {
                continue;
            }
            own.addAll(byLine.get(mention.section()).getOrDefault(line, List.of()));
        }
        return own;
    }

    /// What is stated on lines that name nothing: new words first.
    private Optional<Seen> stated() {
        List<Moment> fresh = new ArrayList<>();
        List<Moment> quoted = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            for (Moment moment : moments.get(i)) {
                int line = page.lines().at(moment.from());
                if (!quotes.get(i).isOurs(line) && !others.get(i).get(line)) {
                    (quotes.get(i).isNew(line) ? fresh : quoted).add(moment);
                }
            }
        }
        List<Moment> used = fresh.isEmpty() ? quoted : fresh;
        List<Moment> zoned = used.stream().filter(m -> m.zone() != null).toList();
        List<Moment> best = zoned.isEmpty() || said != null ? used : zoned;
        return best.isEmpty() ? Optional.empty() : Optional.of(seen(best, false));
    }

    /// @param stated of which those without a zone of their own say the same again in local time, where others have one
    /// A line that begins with what it names, or with its label.
    private static boolean isRow(Page page, int line, Mention mention) {
        int begin = page.lines().afterBullet(line);
        int gap = mention.from() - begin;
        return gap <= 2
                || gap < 40 && page.text().substring(begin, mention.from()).indexOf(':') > 0;
    }

    private Seen seen(List<Moment> stated, boolean repeated) {
        List<Moment> written = stated.stream().filter(m -> m.zone() != null).toList();
        List<Moment> used = written.isEmpty() ? stated : written;
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;
        List<Span> spans = new ArrayList<>();
        for (Moment moment : used) {
            Instant at = moment.instant(said);
            from = at.isBefore(from) ? at : from;
            to = at.isAfter(to) ? at : to;
            if (spans.size() < SPANS_MAX) {
                spans.add(pages.get(moment.section()).section().text().span("date", moment.from(), moment.to()));
            }
        }
        boolean zoned = said != null || used.stream().allMatch(m -> m.zone() != null);
        return new Seen(new Interval(from, to), zoned, repeated, spans);
    }
}
