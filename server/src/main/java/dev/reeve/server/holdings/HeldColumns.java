package dev.reeve.server.holdings;

import dev.reeve.core.attribution.Held;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.evidence.Resource;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What is held, as columns.
record HeldColumns(
        String kind,
        @Nullable String block,
        @Nullable Integer firstPort,
        @Nullable Integer lastPort,
        @Nullable String name,
        @Nullable String folder) {

    static HeldColumns of(Held held) {
        return switch (held) {
            case Held.Addresses a -> {
                Held.PortRange ports = a.ports();
                yield new HeldColumns(
                        "addresses",
                        a.prefix().toString(),
                        ports == null ? null : ports.first(),
                        ports == null ? null : ports.last(),
                        null,
                        null);
            }
            case Held.Name n ->
                new HeldColumns("name", null, null, null, n.domain().name(), null);
            case Held.Path p ->
                new HeldColumns("path", null, null, null, p.host().name(), p.folder());
            case Held.Mail m ->
                new HeldColumns("mail", null, null, null, m.mailbox().address(), null);
            case Held.User u ->
                new HeldColumns("user", null, null, null, u.login().text(), null);
            case Held.Files f -> new HeldColumns("files", null, null, null, f.node(), f.folder());
        };
    }

    static Held read(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        String name = row.getString("name");
        String folder = row.getString("folder");
        return switch (kind) {
            case "addresses" -> new Held.Addresses(IpPrefix.parse(row.getString("block")), ports(row));
            case "name" -> new Held.Name(new Resource.Domain(name));
            case "path" -> new Held.Path(new Resource.Domain(name), folder);
            case "mail" -> new Held.Mail(new Resource.Mailbox(name));
            case "user" -> new Held.User((Resource.Login) Resource.parse("login", name));
            case "files" -> new Held.Files(name, folder);
            default -> throw new IllegalStateException("a holding can't be " + kind);
        };
    }

    private static Held.@Nullable PortRange ports(ResultSet row) throws SQLException {
        int first = row.getInt("first_port");
        return row.wasNull() ? null : new Held.PortRange(first, row.getInt("last_port"));
    }
}
