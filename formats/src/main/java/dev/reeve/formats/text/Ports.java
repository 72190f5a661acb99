package dev.reeve.formats.text;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which port of the culprit a message states: behind a shared address only that tells clients apart (RFC 6302). Where
/// it
/// states several it states none.
final class Ports {
    private static final Pattern BESIDE = Pattern.compile(
            "[\\s,;]{0,3}[(\\[]?(?:,? ?(?:source |src |on |tcp |udp |auf |sur |na |op )?(?:port|puerto|porta|poort|порт|端口|ポート|포트)[ :=]{1,2}|#)(\\d{1,5})(?![\\d.]*\\d|\\s(?:auf|on|at|of|sur|en|su|op|na|de|nuestro|our|unser))|\\s?[(\\[](\\d{1,5})/(?:tcp|udp)[)\\]]|[\\s,(]{1,3}(?:tcp|udp)/(\\d{1,5})");
    private static final Pattern FIELD = Pattern.compile(
            "(?:^|[\\s\"'<{(,;|])(?:spt|sport|s_port|src_?port|source[ _-]?port|srcprt|quell-?port|port source|puerto (?:de )?origen|porta (?:de |di )?(?:origem|origine)|bronpoort|kaynak port|порт источника|源端口|送信元ポート|출발지 포트|client[ _-]?port|remote[ _-]?port|peer[ _-]?port)[\"']?[\\s.]{0,30}[=:>|]{1,2}\\s{0,3}[\"']?(\\d{1,5})(?!\\d)");
    private static final Pattern LINE = Pattern.compile(
            "^[\\s>|*•-]{0,8}(?:port|ports|puerto|porta|poort|порт|端口|ポート|포트)[\\s.]{0,30}[=:|]\\s{0,20}(\\d{1,5})(?:/(?:tcp|udp))?\\s*$");

    private static final Pattern COLUMN =
            Pattern.compile("(?:src|source|s|client|peer|remote)?[ _-]?port|quellport|puerto|porta");

    /// How far behind an address its port is looked for.
    private static final int REACH_MAX = 300;

    private Ports() {}

    static Optional<Integer> of(Judge.Candidate candidate, List<Page> pages) {
        Set<Integer> ports = new TreeSet<>();
        for (Mention mention : candidate.mentions) {
            Page page = pages.get(mention.section());
            if (page.section().role() == Section.Role.SAMPLE) {
                continue;
            }
            switch (mention.what()) {
                case Mention.Ip ip when ip.port() > 0 -> ports.add(ip.port());
                case Mention.Ip ip -> beside(page, mention, ports);
                case Mention.Url url when url.port() > 0 -> ports.add(url.port());
                case Mention.Url url -> beside(page, mention, ports);
                case Mention.Net net -> {}
                case Mention.Name name -> {}
                case Mention.Box box -> {}
            }
            if (ports.size() > 1) {
                return Optional.empty();
            }
        }
        return ports.stream().filter(p -> p > 0 && p <= 65_535).findFirst();
    }

    private static void beside(Page page, Mention mention, Set<Integer> ports) {
        int line = page.line(mention);
        int end = Math.min(page.lines().to(line), mention.to() + REACH_MAX);
        Matcher beside = BESIDE.matcher(page.folded()).region(mention.to(), Math.min(end, mention.to() + 60));
        if (beside.lookingAt()) {
            String port = beside.group(1) != null
                    ? beside.group(1)
                    : beside.group(2) != null ? beside.group(2) : beside.group(3);
            ports.add(Integer.parseInt(port));
            return;
        }
        Matcher field = FIELD.matcher(page.folded()).region(mention.to(), end);
        if (hasDigit(page.folded(), mention.to(), end) && field.find()) {
            ports.add(Integer.parseInt(field.group(1)));
            return;
        }
        column(page, mention, line, ports);
        for (int next = line + 1; next < Math.min(page.lines().count(), line + 4); next++) {
            int from = page.lines().from(next);
            int to = page.lines().to(next);
            if (!hasDigit(page.folded(), from, to)) {
                continue;
            }
            String text = page.folded().substring(from, to);
            Matcher below = FIELD.matcher(text);
            Matcher alone = LINE.matcher(text);
            if (below.find()) {
                ports.add(Integer.parseInt(below.group(1)));
                return;
            }
            if (alone.find()) {
                ports.add(Integer.parseInt(alone.group(1)));
                return;
            }
        }
    }

    private static boolean hasDigit(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    /// A column of its own, named after the source or right behind it.
    private static void column(Page page, Mention mention, int line, Set<Integer> ports) {
        Columns columns = page.columns();
        Optional<Columns.Cell> own = columns.above(line, mention.from());
        if (own.isEmpty()) {
            return;
        }
        for (int at = mention.to(); at < Math.min(page.lines().to(line), mention.to() + REACH_MAX); at++) {
            boolean begins = Character.isDigit(page.text().charAt(at))
                    && !Character.isLetterOrDigit(page.text().charAt(at - 1));
            if (!begins) {
                continue;
            }
            Optional<Columns.Cell> cell = columns.above(line, at);
            String name =
                    cell.map(c -> page.folded().substring(c.from(), c.to())).orElse("");
            int stop = at;
            while (stop < page.lines().to(line)
                    && stop - at < 6
                    && Character.isDigit(page.text().charAt(stop))) {
                stop++;
            }
            boolean whole = stop >= page.lines().to(line)
                    || !Character.isLetterOrDigit(page.text().charAt(stop))
                            && ".:-/".indexOf(page.text().charAt(stop)) < 0;
            boolean named = COLUMN.matcher(name).matches();
            if (named && whole && stop - at <= 5) {
                ports.add(Integer.parseInt(page.text().substring(at, stop)));
                return;
            }
        }
    }
}
