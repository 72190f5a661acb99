package dev.reeve.server.holdings;

import dev.reeve.core.attribution.Held;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ServiceId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a line of named texts, from CSV or JSON, into a {@link HoldingLine}, or says what to write instead.
final class LineReader {
    /// What each column holds. `account`, `service` and `service-kind` are needed; the rest may be left out.
    static final Map<String, String> COLUMNS = columns();

    /// The line is wrong; the message says what, and what to write.
    static final class WrongLineException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongLineException(String what, String write) {
            super(what + "; write " + write);
        }
    }

    private final boolean snapshot;

    /// @param snapshot whether `from` may be left out
    LineReader(boolean snapshot) {
        this.snapshot = snapshot;
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("account", "the client's number");
        columns.put("name", "the client's name");
        columns.put("contact", "mail addresses of the client, separated by ;");
        columns.put("contact-on", "the service that carries their mail");
        columns.put("plan", "what was bought");
        columns.put("language", "of notices, such as en");
        columns.put("created", "since when they are a client");
        columns.put("payment-verified", "true or false");
        columns.put("service", "the service's number");
        columns.put("service-kind", "your word for it, such as vps or shared-hosting");
        columns.put("node", "the machine it is on");
        columns.put("reseller", "who sold it");
        columns.put("external-ids", "how back ends call it, such as vmid=103;panel=ann");
        columns.put("type", "address, prefix, domain, path, mailbox, login or folder");
        columns.put("resource", "what is held");
        columns.put("ports", "behind a shared address, the client's ports, such as 1024-2047");
        columns.put("shared", "true when several clients use it at once");
        columns.put("from", "since when it is held, such as 2026-11-01 or 2026-11-01T12:00:00Z");
        columns.put("to", "until when; empty while it is held");
        return columns;
    }

    HoldingLine read(Map<String, String> line) throws WrongLineException {
        for (String column : line.keySet()) {
            if (!COLUMNS.containsKey(column)) {
                throw new WrongLineException("there is no column " + column, String.join(", ", COLUMNS.keySet()));
            }
        }
        Held held = held(line);
        Instant from = time(line, "from");
        Instant to = time(line, "to");
        if (held != null && from == null && to == null && !snapshot) {
            throw new WrongLineException("from and to are empty", "since when it is held, or until when");
        }
        if (from != null && to != null && !to.isAfter(from)) {
            throw new WrongLineException("to is not after from", "a later time, or nothing");
        }
        return new HoldingLine(
                id(line, "account", AccountId::new),
                text(line, "name"),
                contacts(line),
                text(line, "contact-on"),
                text(line, "plan"),
                text(line, "language"),
                time(line, "created"),
                truth(line, "payment-verified"),
                id(line, "service", ServiceId::new),
                needed(line, "service-kind"),
                text(line, "node"),
                text(line, "reseller"),
                externalIds(line),
                held,
                from,
                to,
                Boolean.TRUE.equals(truth(line, "shared")));
    }

    private static @Nullable String text(Map<String, String> line, String column) {
        String text = line.get(column);
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String needed(Map<String, String> line, String column) throws WrongLineException {
        String text = text(line, column);
        if (text == null) {
            throw new WrongLineException(column + " is empty", String.valueOf(COLUMNS.get(column)));
        }
        return text;
    }

    private interface Parse<T> {
        T of(String text);
    }

    private static <T> T id(Map<String, String> line, String column, Parse<T> parse) throws WrongLineException {
        try {
            return parse.of(needed(line, column));
        } catch (IllegalArgumentException e) {
            throw new WrongLineException(
                    column + " \"" + text(line, column) + "\" can't be a number of ours",
                    "letters, digits and . _ : @ + -");
        }
    }

    private static @Nullable Boolean truth(Map<String, String> line, String column) throws WrongLineException {
        String text = text(line, column);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw new WrongLineException(column + " can't be \"" + text + '"', "true or false");
        };
    }

    /// A date is its first instant in UTC.
    private static @Nullable Instant time(Map<String, String> line, String column) throws WrongLineException {
        String text = text(line, column);
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new WrongLineException(column + " can't be \"" + text + '"', "2026-11-01 or 2026-11-01T12:00:00Z");
        }
    }

    private static List<String> contacts(Map<String, String> line) throws WrongLineException {
        String text = text(line, "contact");
        if (text == null) {
            return List.of();
        }
        List<String> contacts = Stream.of(text.split(";"))
                .map(String::strip)
                .filter(c -> !c.isEmpty())
                .toList();
        for (String contact : contacts) {
            try {
                new Resource.Mailbox(contact);
            } catch (IllegalArgumentException e) {
                throw new WrongLineException("contact \"" + contact + "\" is no mail address", "name@domain");
            }
        }
        return contacts;
    }

    private static Map<String, String> externalIds(Map<String, String> line) throws WrongLineException {
        String text = text(line, "external-ids");
        Map<String, String> ids = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split(";")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new WrongLineException("external-ids can't be \"" + text + '"', "name=value;name=value");
            }
            ids.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return ids;
    }

    private static @Nullable Held held(Map<String, String> line) throws WrongLineException {
        String type = text(line, "type");
        String resource = text(line, "resource");
        if (type == null && resource == null) {
            return null;
        }
        if (type == null || resource == null) {
            throw new WrongLineException("type and resource go together", "both, or neither for a service alone");
        }
        Held.PortRange ports = ports(line);
        if (ports != null && !type.equals("address")) {
            throw new WrongLineException("only an address has ports", "nothing under ports");
        }
        try {
            return switch (type) {
                case "address", "prefix" -> new Held.Addresses(block(type, resource), ports);
                case "domain" -> new Held.Name(new Resource.Domain(resource));
                case "path" -> path(resource);
                case "mailbox" -> new Held.Mail(new Resource.Mailbox(resource));
                case "login" -> new Held.User((Resource.Login) Resource.parse("login", resource));
                case "folder" -> folder(resource);
                default -> throw new WrongLineException("type can't be \"" + type + '"', COLUMNS.get("type") + "");
            };
        } catch (IllegalArgumentException e) {
            throw new WrongLineException(
                    "resource: " + e.getMessage(),
                    "203.0.113.10, 203.0.113.0/24, example.com, example.com/~ann/, ann@example.com, node1/ann or"
                            + " node1/home/ann/, as its type says");
        }
    }

    private static IpPrefix block(String type, String resource) {
        IpPrefix block = IpPrefix.parse(resource);
        if (type.equals("address") && !block.single()) {
            throw new IllegalArgumentException(resource + " is more than one address: its type is prefix");
        }
        return block;
    }

    private static Held path(String resource) {
        int slash = resource.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException(resource + " has no path");
        }
        String folder = resource.endsWith("/") ? resource : resource + "/";
        return new Held.Path(new Resource.Domain(resource.substring(0, slash)), folder.substring(slash));
    }

    private static Held folder(String resource) {
        int slash = resource.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException(resource + " has no node");
        }
        String folder = resource.endsWith("/") ? resource : resource + "/";
        return new Held.Files(resource.substring(0, slash), folder.substring(slash));
    }

    private static Held.@Nullable PortRange ports(Map<String, String> line) throws WrongLineException {
        String text = text(line, "ports");
        if (text == null) {
            return null;
        }
        try {
            String[] ends = text.split("-", 2);
            return new Held.PortRange(
                    Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[ends.length - 1].strip()));
        } catch (IllegalArgumentException e) {
            throw new WrongLineException("ports can't be \"" + text + '"', "a range such as 1024-2047");
        }
    }
}
