package dev.reeve.formats.template;

import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.MessageTime;
import dev.reeve.formats.StatedTime;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.PlacedText;
import dev.reeve.formats.template.SenderTemplate.Section;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads one text by one template.
final class TemplateReader {
    /// Most records of one message.
    static final int RECORDS_MAX = 20_000;

    private final SenderTemplate template;
    private final MailPart mail;
    private final PlacedText placed;
    private final StepLimitedText text;
    private final StepLimitedText.Budget budget;
    private final List<ObservationDraft> drafts = new ArrayList<>();
    private TemplateTime.Hints hints;

    TemplateReader(SenderTemplate template, MailPart mail, PlacedText placed, StepLimitedText.Budget budget) {
        this.template = template;
        this.mail = mail;
        this.placed = placed;
        this.budget = budget;
        this.text = new StepLimitedText(placed.text(), budget);
        this.hints =
                new TemplateTime.Hints(template.zone(), MessageTime.of(mail).map(MessageTime::at));
    }

    /// A value of a named group, and where it stands.
    private record Value(String group, String text, int at) {}

    List<ObservationDraft> read() {
        List<Value> everywhere = new ArrayList<>();
        template.message().forEach(p -> values(p, 0, text.length(), everywhere));
        list(everywhere, "zone")
                .findFirst()
                .flatMap(TemplateReader::zone)
                .ifPresent(zone -> hints = new TemplateTime.Hints(Optional.of(zone), hints.sent()));
        if (template.sections().isEmpty()) {
            section(0, text.length(), template.kind(), everywhere);
        }
        for (Section section : template.sections()) {
            Matcher begin = section.begins().matcher(text);
            while (begin.find()) {
                int from = begin.end();
                int to = section.ends()
                        .map(p -> p.matcher(text))
                        .filter(m -> m.find(from))
                        .map(Matcher::start)
                        .orElse(text.length());
                section(from, to, section.kind(), everywhere);
            }
        }
        return drafts;
    }

    private static Optional<ZoneId> zone(Value value) {
        try {
            return Optional.of(ZoneId.of(value.text().strip()));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private void section(int from, int to, Kind kind, List<Value> everywhere) {
        if (template.record().isEmpty()) {
            List<Value> values = new ArrayList<>();
            template.fields().forEach(p -> values(p, from, to, values));
            record(values, kind, everywhere);
            return;
        }
        Matcher matcher = template.record().get().matcher(text).region(from, to);
        for (int i = 0; i < RECORDS_MAX && matcher.find(); i++) {
            List<Value> values = new ArrayList<>();
            groups(template.record().get(), matcher, values);
            int begin = matcher.start();
            int end = matcher.end();
            template.fields().forEach(p -> values(p, begin, end, values));
            record(values, kind, everywhere);
        }
    }

    private void values(Pattern pattern, int from, int to, List<Value> values) {
        Matcher matcher =
                pattern.matcher(new StepLimitedText(placed.text(), budget)).region(from, to);
        for (int i = 0; i < RECORDS_MAX && matcher.find(); i++) {
            groups(pattern, matcher, values);
        }
    }

    private static void groups(Pattern pattern, Matcher matcher, List<Value> values) {
        pattern.namedGroups().keySet().forEach(group -> {
            String found = matcher.group(group);
            if (found != null && !found.isBlank()) {
                values.add(new Value(group, found, matcher.start(group)));
            }
        });
    }

    private static Stream<Value> list(List<Value> values, String group) {
        return values.stream().filter(v -> v.group().equals(group));
    }

    private record Located(Resource resource, List<Span> spans) {}

    private void record(List<Value> own, Kind fallback, List<Value> everywhere) {
        List<Located> located = located(own.isEmpty() ? everywhere : own);
        Optional<Timed> time = time(own).or(() -> time(everywhere)).or(this::mailTime);
        if (located.isEmpty() || time.isEmpty()) {
            return;
        }
        List<Span> spans = new ArrayList<>(time.get().spans());
        Kind kind = kind(own, everywhere, fallback, spans);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("template", template.name());
        time.get().from().ifPresent(from -> facts.put(StatedTime.FACT, from));
        Stream.concat(own.stream(), everywhere.stream())
                .filter(v -> v.group().startsWith("fact") && v.text().length() <= 300)
                .forEach(v -> facts.putIfAbsent(
                        v.group().substring(4).toLowerCase(Locale.ROOT),
                        PlacedText.proper(v.text()).strip()));
        Optional<String> number = list(own, "incident")
                .findFirst()
                .or(() -> list(everywhere, "incident").findFirst())
                .map(v -> v.text().strip())
                .filter(n -> n.length() <= 200);
        boolean names =
                located.stream().map(l -> l.resource().type()).distinct().count() == located.size();
        for (int i = 0; i < located.size(); i++) {
            // One thing by several names where each is of another type; else things of their own.
            @Nullable
            String incident = names && located.size() > 1
                    ? number.orElse(located.getLast().resource().key() + "@"
                            + time.get().seen().from())
                    : number.isPresent() && located.size() == 1 ? number.get() : null;
            drafts.add(new ObservationDraft(
                    located.get(i).resource(),
                    time.get().seen(),
                    time.get().doubt(),
                    kind,
                    template.direction(),
                    template.spoofable(),
                    false,
                    incident,
                    facts,
                    Stream.concat(located.get(i).spans().stream(), spans.stream())
                            .toList()));
        }
    }

    private List<Located> located(List<Value> values) {
        List<Located> located = new ArrayList<>();
        for (String group : List.of("url", "domain", "mailbox", "source")) {
            list(values, group)
                    .flatMap(v -> resource(v, values).stream())
                    .filter(l -> located.stream().noneMatch(o -> o.resource().equals(l.resource())))
                    .forEach(located::add);
        }
        return located;
    }

    private Optional<Located> resource(Value value, List<Value> values) {
        String plain =
                PlacedText.proper(value.text()).strip().replace("[.]", ".").replaceFirst("^hxxp", "http");
        try {
            List<Span> spans = new ArrayList<>(List.of(span("source", value)));
            Resource resource = switch (value.group()) {
                case "url" -> new Resource.Url(plain.contains("://") ? plain : "http://" + plain);
                case "domain" -> new Resource.Domain(plain);
                case "mailbox" -> new Resource.Mailbox(plain);
                default ->
                    Addresses.parse(plain)
                            .<Resource>map(ip -> new Resource.Address(ip, port(values, spans)))
                            .orElseThrow(() -> new IllegalArgumentException("no address"));
            };
            return Optional.of(new Located(resource, spans));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private @Nullable Integer port(List<Value> values, List<Span> spans) {
        Optional<Value> value = list(values, "port").findFirst();
        String digits = value.map(v -> v.text().strip()).orElse("");
        int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        if (value.isEmpty() || port < 1 || port > 65535) {
            return null;
        }
        spans.add(span("source_port", value.get()));
        return port;
    }

    private Span span(String what, Value value) {
        return placed.span(what, value.at(), value.text().length());
    }

    /// @param from where it was read, unless the report says it itself
    private record Timed(Interval seen, Duration doubt, List<Span> spans, Optional<String> from) {}

    private Optional<Timed> time(List<Value> values) {
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;
        Duration doubt = Duration.ZERO;
        List<Span> spans = new ArrayList<>();
        for (Value value : values) {
            boolean when = value.group().equals("time")
                    || value.group().equals("from")
                    || value.group().equals("to");
            Optional<TemplateTime> read = when ? TemplateTime.read(value.text(), template, hints) : Optional.empty();
            if (read.isPresent()) {
                from = read.get().span().from().isBefore(from)
                        ? read.get().span().from()
                        : from;
                to = read.get().span().to().isAfter(to) ? read.get().span().to() : to;
                doubt = read.get().doubt().compareTo(doubt) > 0 ? read.get().doubt() : doubt;
                spans.add(span("date", value));
            }
        }
        return spans.isEmpty()
                ? Optional.empty()
                : Optional.of(new Timed(new Interval(from, to), doubt, spans, Optional.empty()));
    }

    private Optional<Timed> mailTime() {
        return MessageTime.of(mail)
                .map(t -> new Timed(
                        Interval.at(t.at()), MessageTime.DOUBT, List.of(t.span()), Optional.of(StatedTime.MAIL)));
    }

    private Kind kind(List<Value> own, List<Value> everywhere, Kind fallback, List<Span> spans) {
        for (Value value :
                Stream.concat(list(own, "kind"), list(everywhere, "kind")).toList()) {
            for (Map.Entry<Pattern, Kind> entry : template.kinds().entrySet()) {
                if (entry.getKey()
                        .matcher(new StepLimitedText(value.text(), budget))
                        .find()) {
                    spans.add(span("kind", value));
                    return entry.getValue();
                }
            }
        }
        return fallback;
    }
}
