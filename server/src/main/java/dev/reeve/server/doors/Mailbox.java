package dev.reeve.server.doors;

import dev.reeve.server.settings.RawSection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A mailbox that is read by IMAP (RFC 9051), as the operator wrote it under `mailboxes`:
///
/// ```yaml
/// mailboxes:
///   abuse: {host: imap.example.net, user: abuse@example.net, password-file: keys/imap, after: leave}
/// ```
///
/// @param folder from which is read
/// @param after what is done with a message that is kept
/// @param moveTo folder for {@link After#MOVE}
record Mailbox(
        String name,
        String host,
        int port,
        Tls tls,
        String user,
        Path passwordFile,
        String folder,
        After after,
        String moveTo) {
    enum Tls {
        TLS,
        STARTTLS,
        /// For a server on this machine only.
        NONE
    }

    enum After {
        /// Nothing is changed in the mailbox, not even what counts as read.
        LEAVE,
        MOVE,
        DELETE
    }

    /// @throws SetupException naming line, setting and what to write
    static List<Mailbox> list(RawSection section, Path folder) {
        List<Mailbox> mailboxes = new ArrayList<>();
        section.map()
                .forEach((name, value) ->
                        mailboxes.add(mailbox(new Setting(section, "mailboxes", name, value), folder)));
        return List.copyOf(mailboxes);
    }

    private static Mailbox mailbox(Setting setting, Path folder) {
        setting.only("host", "port", "tls", "user", "password-file", "folder", "after", "move-to");
        Tls tls = Tls.valueOf(setting.choice("tls", "tls", "starttls", "none").toUpperCase(Locale.ROOT));
        After after =
                After.valueOf(setting.choice("after", "leave", "move", "delete").toUpperCase(Locale.ROOT));
        return new Mailbox(
                setting.name(),
                setting.required("host", "imap.example.net"),
                setting.port("port", tls == Tls.TLS ? 993 : 143),
                tls,
                setting.required("user", "abuse@example.net"),
                folder.resolve(setting.required("password-file", "keys/imap-password")),
                setting.text("folder", "INBOX"),
                after,
                setting.text("move-to", "Reeve"));
    }
}
