package dev.reeve.actuators.postfix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// The rules on mail and the queue ids of what we put on hold, in two files of the agent's state directory. A rule is
/// on
/// disk before it counts, and a queue id before the mail is held, so that a crash never leaves held mail that nobody
/// knows.
final class MailRules {
    /// More held mail of one action is not held but put off: Postfix's queue is no archive.
    static final int HELD_MAX = 200_000;

    /// From our answer until Postfix has put the mail on hold.
    private static final Duration IN_FLIGHT = Duration.ofMillis(500);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path rulesFile;
    private final Path heldFile;
    private final Object writing = new Object();
    private volatile List<MailRule> rules = List.of();
    private volatile long lastNoted = System.nanoTime() - IN_FLIGHT.toNanos();
    /// What the held file says, by action: it is asked for every mail.
    private final Map<String, Set<String>> held = new HashMap<>();

    MailRules(Path directory, String lever) {
        this.rulesFile = directory.resolve(lever + "-rules.jsonl");
        this.heldFile = directory.resolve(lever + "-held.jsonl");
    }

    record Held(String action, String queueId) {}

    /// Reads the rules from disk, also for whoever asks next.
    List<MailRule> load() throws IOException {
        synchronized (writing) {
            rules = lines(rulesFile, MailRule.class);
            return rules;
        }
    }

    Optional<MailRule> find(String action) throws IOException {
        return load().stream().filter(rule -> rule.action().equals(action)).findFirst();
    }

    /// The first rule on this mail that still counts; refusal goes before hold.
    Optional<MailRule> match(Map<String, String> mail) {
        return rules.stream()
                .filter(rule -> !rule.closing() && rule.matches(mail))
                .max(java.util.Comparator.comparing(MailRule::effect));
    }

    void put(MailRule rule) throws IOException {
        change(old -> {
            List<MailRule> changed = new ArrayList<>(old);
            changed.removeIf(each -> each.action().equals(rule.action()));
            changed.add(rule);
            return changed;
        });
    }

    void remove(String action) throws IOException {
        synchronized (writing) {
            change(old ->
                    old.stream().filter(each -> !each.action().equals(action)).toList());
            List<Held> kept = lines(heldFile, Held.class).stream()
                    .filter(held -> !held.action().equals(action))
                    .toList();
            write(heldFile, kept);
            held.remove(action);
        }
    }

    private void change(UnaryOperator<List<MailRule>> change) throws IOException {
        synchronized (writing) {
            List<MailRule> changed = List.copyOf(change.apply(lines(rulesFile, MailRule.class)));
            write(rulesFile, changed);
            rules = changed;
        }
    }

    /// Notes that mails are about to be held.
    ///
    /// @return false when this action holds too many already, or is being undone
    boolean noteHeld(String action, List<String> queueIds) throws IOException {
        synchronized (writing) {
            if (rules.stream().noneMatch(rule -> rule.action().equals(action) && !rule.closing())) {
                return false;
            }
            Set<String> known = held.get(action);
            if (known == null) {
                held(action);
                known = Objects.requireNonNull(held.get(action), "just put there");
            }
            Set<String> before = known;
            List<String> fresh =
                    queueIds.stream().filter(id -> !before.contains(id)).toList();
            if (known.size() + fresh.size() > HELD_MAX) {
                return false;
            }
            StringBuilder text = new StringBuilder();
            fresh.forEach(id ->
                    text.append(JSON.writeValueAsString(new Held(action, id))).append('\n'));
            Files.createDirectories(parent(heldFile));
            Files.writeString(heldFile, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            known.addAll(fresh);
            lastNoted = System.nanoTime();
            return true;
        }
    }

    /// From disk: undo must know what an earlier life of this process held.
    Set<String> held(String action) throws IOException {
        synchronized (writing) {
            Set<String> ids = new HashSet<>();
            for (Held entry : lines(heldFile, Held.class)) {
                if (entry.action().equals(action)) {
                    ids.add(entry.queueId());
                }
            }
            held.put(action, ids);
            return Set.copyOf(ids);
        }
    }

    /// How long a mail may still be on its way to hold although its id is noted.
    Duration inFlight() {
        Duration left = IN_FLIGHT.minusNanos(System.nanoTime() - lastNoted);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static <T> List<T> lines(Path file, Class<T> type) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> JSON.readValue(line, type))
                    .toList();
        } catch (UncheckedIOException | tools.jackson.core.JacksonException e) {
            throw new IOException(file + " cannot be understood; move it away to start without rules", e);
        }
    }

    private static void write(Path file, List<?> entries) throws IOException {
        Files.createDirectories(parent(file));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(JSON.writeValueAsString(entry)).append('\n'));
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            java.nio.ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
    }
}
