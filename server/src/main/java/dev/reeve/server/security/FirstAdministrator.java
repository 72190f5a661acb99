package dev.reeve.server.security;

import dev.reeve.core.policy.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// While nobody can log in, every start makes a one-time link for who installs: printed, and in a file that only they
/// can
/// read, should the terminal be gone.
public final class FirstAdministrator {
    private final People people;
    private final Invitations invitations;
    private final Path file;

    public FirstAdministrator(People people, Invitations invitations, Path dataDir) {
        this.people = people;
        this.invitations = invitations;
        this.file = dataDir.resolve("first-administrator.link");
    }

    public Path file() {
        return file;
    }

    /// @return the link, or nothing when there is somebody already
    public Optional<String> link(String baseUrl) {
        if (!people.noAdministrator()) {
            done();
            return Optional.empty();
        }
        String link = Links.welcome(baseUrl, invitations.make(null));
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, link + "\n", StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be written", e);
        }
        return Optional.of(link);
    }

    void done() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be deleted; its link has been used", e);
        }
    }

    /// The roles of the first person: all that a desk of one needs.
    static Set<Role> roles() {
        return Set.of(Role.ADMINISTRATOR, Role.SENIOR, Role.COUNSEL);
    }
}
