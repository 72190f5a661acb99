package dev.reeve.server.desk;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.rules.PolicyFile;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All versions of the policy that were ever adopted here. Their bytes are kept like evidence and their adoption
/// stands in the
/// journal, so that every decision can be checked against the text that was in force.
///
/// A changed file is adopted when it is read without fault, from that moment on: no version reaches back to conduct
/// before its
/// adoption, but for the first. A file with a fault is refused as a whole, and the running policy stays.
public final class PolicyShelf {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyShelf.class);

    private final Path file;
    private final EvidenceStore evidence;
    private final Journal journal;
    private final BooleanSupplier anyHistory;
    private final InstantSource time;
    private volatile PolicyHistory history = new PolicyHistory(List.of());
    private volatile @Nullable String refusal;
    private byte[] lastRead = new byte[0];

    /// @param anyHistory whether evidence with a known holder is on record, by which a new rule could be tested
    public PolicyShelf(
            Path file, EvidenceStore evidence, Journal journal, BooleanSupplier anyHistory, InstantSource time) {
        this.file = file;
        this.evidence = evidence;
        this.journal = journal;
        this.anyHistory = anyHistory;
        this.time = time;
    }

    /// The file that the desk looks at.
    public Path file() {
        return file;
    }

    public PolicyHistory history() {
        return history;
    }

    /// Why the file as it stands was refused; empty when it was adopted.
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /// Loads what was adopted before, then the file.
    ///
    /// @throws SetupException when there is no policy at all
    public void start() {
        read();
        look();
        if (history.versions().isEmpty()) {
            throw new SetupException("there is no policy:\n" + refusal);
        }
    }

    /// Loads what was adopted before, and leaves the file alone: for who only looks.
    public void read() {
        List<Policy> versions = new ArrayList<>();
        for (Recorded<Event> recorded : journal.read(StreamId.DESK)) {
            if (recorded.event() instanceof DeskEvent.PolicyAdopted adopted) {
                versions.add(load(adopted));
            }
        }
        history = new PolicyHistory(versions);
    }

    private Policy load(DeskEvent.PolicyAdopted adopted) {
        try {
            byte[] bytes = evidence.read(adopted.policyHash())
                    .orElseThrow(() -> new SetupException("the text of policy " + adopted.version() + " ("
                            + adopted.policyHash() + ") is missing from the evidence store; restore it from a backup"));
            return switch (PolicyFile.parse("policy " + adopted.version(), bytes)) {
                case PolicyFile.Accepted loaded -> from(loaded.policy(), Instant.parse(adopted.effectiveFrom()));
                case PolicyFile.Refused refused ->
                    throw new SetupException("policy " + adopted.version() + " was adopted but can't be read any more: "
                            + refused.errors().get(0).lines());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Policy from(Policy policy, Instant effectiveFrom) {
        return new Policy(
                policy.version(),
                policy.hash(),
                policy.title(),
                effectiveFrom,
                policy.enquiries(),
                policy.promises(),
                policy.clauses());
    }

    /// Looks at the file and adopts it when it has changed.
    ///
    /// @return whether a new version was adopted
    public synchronized boolean look() {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            refusal = file + " can't be read: " + e.getMessage();
            return false;
        }
        if (Arrays.equals(bytes, lastRead)) {
            return false;
        }
        lastRead = bytes;
        return switch (PolicyFile.parse(file.toString(), bytes)) {
            case PolicyFile.Refused refused -> {
                refusal = refused.errors().stream()
                        .flatMap(e -> e.lines().stream())
                        .collect(Collectors.joining("\n"));
                LOG.error("the changed policy was refused, and the running one stays:\n{}", refusal);
                yield false;
            }
            case PolicyFile.Accepted loaded -> accepted(loaded.policy(), bytes);
        };
    }

    private boolean accepted(Policy policy, byte[] bytes) {
        if (history.find(policy.hash()).isPresent()) {
            refusal = null;
            return false;
        }
        Optional<String> objection = GoingLive.objection(
                policy, history, journal.read(StreamId.DESK), anyHistory.getAsBoolean(), time.instant());
        if (objection.isEmpty()) {
            refusal = null;
            return adopt(policy, bytes);
        }
        String why = file + ": " + objection.get();
        if (!why.equals(refusal)) {
            LOG.warn("the changed policy waits, and the running one stays:\n{}", why);
        }
        refusal = why;
        // The file need not change for it: a back-test may come on record.
        lastRead = new byte[0];
        return false;
    }

    private boolean adopt(Policy policy, byte[] bytes) {
        Instant now = time.instant();
        boolean first = history.versions().isEmpty();
        Instant from = first || policy.effectiveFrom().isAfter(now) ? policy.effectiveFrom() : now;
        try {
            evidence.store(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DeskRecords.append(
                journal,
                now,
                new ActorId("policy-file"),
                new DeskEvent.PolicyAdopted(
                        policy.version(), policy.hash(), from.toString(), "read from " + file.getFileName()));
        List<Policy> versions = new ArrayList<>(history.versions());
        versions.add(from(policy, from));
        history = new PolicyHistory(versions);
        LOG.info("policy {} is in force from {}", policy.version(), from);
        return true;
    }
}
