package dev.reeve.network.elements;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The registries of information elements that come with Reeve. A new one is a file and its line here.
public final class Elements {
    /// Reverse elements of a biflow: the same numbers as the registry's, for the other direction (RFC 5103 §6.1).
    private static final long REVERSE = 29305;

    private static final List<String> FILES = List.of("iana.tsv", "cert.tsv", "vendors.tsv");

    private final Map<Long, Element> known = new HashMap<>();

    private Elements() {}

    public static Elements installed() {
        Elements elements = new Elements();
        FILES.forEach(elements::read);
        return elements;
    }

    private void read(String file) {
        try (InputStream in = Elements.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from this build");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Elements::element)
                    .forEach(e -> known.put(key(e.enterprise(), e.id()), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Element element(String line) {
        String[] columns = line.split("\t", -1);
        return new Element(
                Long.parseLong(columns[0]), Integer.parseInt(columns[1]), columns[2], ElementType.parse(columns[3]));
    }

    private static long key(long enterprise, int id) {
        return enterprise << 16 | id;
    }

    /// Never fails: what no registry names gets a name of its numbers, as in `enterprise9element12235`.
    public Element get(long enterprise, int id) {
        Element element = known.get(key(enterprise, id));
        if (element != null) {
            return element;
        }
        if (enterprise == REVERSE) {
            Element forward = get(0, id);
            String name = "reverse" + Character.toUpperCase(forward.name().charAt(0))
                    + forward.name().substring(1);
            return new Element(REVERSE, id, name, forward.type());
        }
        String name = enterprise == 0 ? "element" + id : "enterprise" + enterprise + "element" + id;
        return new Element(enterprise, id, name, ElementType.UNKNOWN);
    }
}
