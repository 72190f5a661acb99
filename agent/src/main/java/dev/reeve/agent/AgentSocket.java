package dev.reeve.agent;

import dev.reeve.actuators.remote.AgentClient;
import dev.reeve.actuators.remote.AgentRequest;
import dev.reeve.actuators.remote.AgentRequest.Call;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The socket file: who may open it, and what is done about one that an earlier life left behind.
///
/// @param group may connect too; null for our own user only
record AgentSocket(Path path, @Nullable String group) {
    /// Longest path of a Unix socket on Linux, without the end mark, less what the private place beside it needs.
    private static final int PATH_LENGTH_MAX = 107 - 12;

    /// An agent that lives answers in far less.
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    /// Opens it. Bound in a private directory and moved into place, so that nobody can connect before the permissions
    /// are
    /// set.
    ServerSocketChannel open() throws IOException {
        Path place = path.toAbsolutePath();
        if (place.toString().length() > PATH_LENGTH_MAX) {
            throw new IOException(
                    "--socket " + path + " is longer than " + PATH_LENGTH_MAX + " bytes; write a shorter path");
        }
        Path directory = Objects.requireNonNull(place.getParent(), "an absolute file has a directory");
        Files.createDirectories(directory);
        removeStale(place);
        Path hidden = Files.createTempDirectory(directory, ".r");
        try {
            return bind(hidden.resolve("s"), place);
        } finally {
            Files.deleteIfExists(hidden.resolve("s"));
            Files.deleteIfExists(hidden);
        }
    }

    private ServerSocketChannel bind(Path hidden, Path place) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(hidden));
            Files.setPosixFilePermissions(
                    hidden, PosixFilePermissions.fromString(group == null ? "rw-------" : "rw-rw----"));
            if (group != null) {
                Files.getFileAttributeView(hidden, PosixFileAttributeView.class)
                        .setGroup(hidden.getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByGroupName(group));
            }
            Files.move(hidden, place, StandardCopyOption.ATOMIC_MOVE);
            return channel;
        } catch (UserPrincipalNotFoundException e) {
            channel.close();
            throw new IOException("--group " + group + " is not known here; write a group of this machine", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void removeStale(Path place) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("--socket " + place + " is a file and no socket; remove it or write another path");
        }
        AgentClient.Outcome outcome = new AgentClient(place, ANSWER_TIMEOUT, null)
                .call(new AgentRequest("ping", Call.PING, null, null, null, null, null));
        if (!(outcome instanceof AgentClient.Outcome.NotSent)) {
            throw new IOException("somebody answers on " + place + " already; stop that agent, or write another path");
        }
        Files.delete(place);
    }

    void remove() throws IOException {
        Files.deleteIfExists(path);
    }
}
