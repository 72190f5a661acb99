package dev.reeve.server.database;

import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// As whom the embedded database runs: PostgreSQL refuses root, so root hands it to the user that owns nothing
/// else.
///
/// @param drop whether we are root and must become somebody else
/// @param setpriv of util-linux: changes the user, and lets the database end when this process does
record DatabaseUser(boolean drop, @Nullable Path setpriv) {
    /// `nobody` by convention; initdb wants a user that has a name.
    static final int UID = 65534;

    static DatabaseUser ofThisProcess() {
        boolean root = "root".equals(System.getProperty("user.name"));
        Optional<Path> setpriv = Stream.of("/usr/bin/setpriv", "/bin/setpriv")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (root && setpriv.isEmpty()) {
            throw new SetupException("PostgreSQL doesn't run as root, and setpriv, which would change the user, is"
                    + " missing; install util-linux, or run Reeve as another user, or set database.url");
        }
        return new DatabaseUser(root, setpriv.orElse(null));
    }

    /// The command as that user. With `dieWithUs`, the kernel ends it (fast shutdown) when the thread that began it
    /// is
    /// gone, so that a killed server leaves no database behind.
    List<String> command(boolean dieWithUs, List<String> command) {
        List<String> full = new ArrayList<>();
        if (setpriv != null) {
            full.add(setpriv.toString());
            if (drop) {
                full.addAll(List.of("--reuid=" + UID, "--regid=" + UID, "--clear-groups", "--no-new-privs"));
            }
            if (dieWithUs) {
                full.addAll(List.of("--pdeathsig", "INT"));
            }
            if (!drop && !dieWithUs) {
                full.clear();
            } else {
                full.add("--");
            }
        }
        full.addAll(command);
        return full;
    }

    void own(Path path) throws IOException {
        if (drop) {
            Files.setAttribute(path, "unix:uid", UID);
            Files.setAttribute(path, "unix:gid", UID);
        }
    }

    /// Says which folder bars the way, before PostgreSQL fails on it with less to say.
    void checkCanReach(Path folder) throws IOException {
        if (!drop) {
            return;
        }
        for (Path step = folder.toRealPath(); step != null; step = step.getParent()) {
            boolean open = Files.getPosixFilePermissions(step, LinkOption.NOFOLLOW_LINKS)
                    .contains(PosixFilePermission.OTHERS_EXECUTE);
            if (!open) {
                throw new SetupException("the embedded database runs as uid " + UID + " and can't enter " + step
                        + "; run: chmod o+x " + step + ", or choose another data-dir (for root: /var/lib/reeve)");
            }
        }
    }
}
