package dev.reeve.server.holdings;

import dev.reeve.core.attribution.Held;
import dev.reeve.core.journal.Personal;
import dev.reeve.server.vault.Vault;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes all that is believed now as CSV, in the form in which it can be loaded again.
public final class HoldingsExport {
    private final JdbcClient jdbc;
    private final Vault vault;

    public HoldingsExport(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /// @return lines beside the header
    public int write(PrintWriter out) {
        out.print(String.join(",", LineReader.COLUMNS.keySet()) + "\r\n");
        Map<String, String> names = new HashMap<>();
        Map<String, List<String>> contacts = contacts();
        int[] count = {0};
        jdbc.sql("""
                        select s.id as service_id, s.kind as service_kind, s.node, s.reseller as sold_by, s.external_ids,
                               a.id as account_id, a.name_ref, a.name_commitment, a.plan, a.language, a.created,
                               a.payment_verified, h.*
                        from service s join account a on a.id = s.account
                        left join holding h on h.service = s.id and h.known_to is null
                        order by a.id, s.id, h.id
                        """).query(row -> {
            Map<String, String> line = line(row);
            line.put("name", names.computeIfAbsent(line.get("account"), account -> name(row)));
            line.put("contact", String.join(";", contacts.getOrDefault(line.get("account"), List.of())));
            out.print(LineReader.COLUMNS.keySet().stream()
                            .map(column -> quoted(line.getOrDefault(column, "")))
                            .collect(Collectors.joining(","))
                    + "\r\n");
            count[0]++;
        });
        out.flush();
        return count[0];
    }

    private Map<String, List<String>> contacts() {
        Map<String, List<String>> contacts = new HashMap<>();
        jdbc.sql("select account, address_ref, address_commitment from contact order by account, address_mac")
                .query(row -> {
                    vault.open(new Personal(row.getString(2), row.getString(3)))
                            .ifPresent(address -> contacts.computeIfAbsent(text(row, "account"), a -> new ArrayList<>())
                                    .add(address));
                });
        return contacts;
    }

    private String name(ResultSet row) {
        String ref = text(row, "name_ref");
        return ref.isEmpty()
                ? ""
                : vault.open(new Personal(ref, text(row, "name_commitment"))).orElse("");
    }

    private static String text(ResultSet row, String column) {
        try {
            String text = row.getString(column);
            return text == null ? "" : text;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> line(ResultSet row) throws SQLException {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("account", text(row, "account_id"));
        line.put("plan", text(row, "plan"));
        line.put("language", text(row, "language"));
        line.put("created", time(row, "created"));
        line.put("payment-verified", String.valueOf(row.getBoolean("payment_verified")));
        line.put("service", text(row, "service_id"));
        line.put("service-kind", text(row, "service_kind"));
        line.put("node", text(row, "node"));
        line.put("reseller", text(row, "sold_by"));
        line.put("external-ids", AccountStore.pairs(text(row, "external_ids")));
        if (row.getString("kind") != null) {
            held(line, HeldColumns.read(row));
            line.put("shared", String.valueOf(row.getBoolean("shared")));
            line.put("from", time(row, "valid_from"));
            line.put("to", time(row, "valid_to"));
        }
        return line;
    }

    private static void held(Map<String, String> line, Held held) {
        String text = held.text();
        switch (held) {
            case Held.Addresses a -> {
                line.put("type", a.prefix().single() ? "address" : "prefix");
                line.put(
                        "resource",
                        a.prefix().single()
                                ? a.prefix().first().toString()
                                : a.prefix().toString());
                Held.PortRange ports = a.ports();
                line.put("ports", ports == null ? "" : ports.toString());
            }
            case Held.Files f -> {
                line.put("type", "folder");
                line.put("resource", f.node() + f.folder());
            }
            case Held.Name n -> put(line, text);
            case Held.Path p -> put(line, text);
            case Held.Mail m -> put(line, text);
            case Held.User u -> put(line, text);
        }
    }

    /// Their text is type and resource already.
    private static void put(Map<String, String> line, String text) {
        int space = text.indexOf(' ');
        line.put("type", text.substring(0, space));
        line.put("resource", text.substring(space + 1));
    }

    private static String time(ResultSet row, String column) throws SQLException {
        java.time.Instant time = HoldingsStore.instant(row, column);
        return time == null ? "" : time.toString();
    }

    private static String quoted(@Nullable String field) {
        String text = field == null ? "" : field;
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
