package dev.reeve.server.api;

import dev.reeve.core.policy.Policy;
import dev.reeve.server.desk.PolicyShelf;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.journal.Verdict;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.To;
import dev.reeve.server.views.JournalPages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The policy's versions, and the journal.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Policies and journal")
class RecordApi {
    private final PolicyShelf policies;
    private final EvidenceStore evidence;
    private final JournalPages journal;
    private final InstantSource time;

    RecordApi(PolicyShelf policies, EvidenceStore evidence, JournalPages journal, InstantSource time) {
        this.policies = policies;
        this.evidence = evidence;
        this.journal = journal;
        this.time = time;
    }

    record PolicyVersion(
            String version,
            String hash,
            String title,
            Instant effectiveFrom,
            String enquiries,
            List<ClauseRow> clauses) {
        static PolicyVersion of(Policy p) {
            return new PolicyVersion(
                    p.version(),
                    p.hash(),
                    p.title(),
                    p.effectiveFrom(),
                    p.enquiries(),
                    p.clauses().stream()
                            .map(c -> new ClauseRow(
                                    c.id().value(),
                                    c.family(),
                                    c.title(),
                                    c.severity().name(),
                                    c.judgement()))
                            .toList());
        }
    }

    record ClauseRow(String id, String family, String title, String severity, boolean judgement) {}

    /// @param fault what kind of break; empty when sound
    /// @param entry the first entry that is wrong or missing; 0 when sound
    record Verification(boolean sound, long entries, String head, int anchors, String fault, long entry, String says) {}

    @Operation(summary = "All versions of the policy that were ever in force")
    @Allowed(To.VIEWER)
    @GetMapping("/policies")
    List<PolicyVersion> policies() {
        return policies.history().versions().stream().map(PolicyVersion::of).toList();
    }

    @Operation(summary = "The version in force now")
    @Allowed(To.VIEWER)
    @GetMapping("/policies/current")
    PolicyVersion current() {
        return policies.history()
                .inForce(time.instant())
                .map(PolicyVersion::of)
                .orElseThrow(() -> new NoSuchElementException("no policy is in force yet"));
    }

    @Operation(summary = "The text of a version, byte for byte as it was adopted")
    @Allowed(To.VIEWER)
    @GetMapping(value = "/policies/{hash}/text", produces = "text/plain;charset=UTF-8")
    String text(@PathVariable String hash) throws IOException {
        if (policies.history().find(hash).isEmpty()) {
            throw new NoSuchElementException("there is no version " + hash);
        }
        return evidence.read(hash)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new NoSuchElementException("the text of " + hash + " is missing"));
    }

    @Operation(summary = "Entries of the journal in order, with their hashes")
    @Allowed(To.VIEWER)
    @GetMapping("/journal")
    JournalPages.Page journal(
            @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "100") int limit) {
        return journal.page(after, limit, false);
    }

    @Operation(summary = "Recompute the chain of hashes and hold it against the anchors")
    @Allowed(To.ADMINISTRATOR)
    @GetMapping("/journal/verification")
    Verification verification() throws SQLException {
        return switch (journal.verify()) {
            case Verdict.Sound s ->
                new Verification(true, s.entries(), s.head(), s.anchors(), "", 0, "the chain is sound");
            case Verdict.Broken b -> new Verification(false, 0, "", 0, b.fault().word(), b.seq(), b.what());
        };
    }
}
