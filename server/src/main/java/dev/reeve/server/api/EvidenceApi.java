package dev.reeve.server.api;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.server.desk.Processing;
import dev.reeve.server.orders.EvidenceOrders;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.Messages;
import dev.reeve.server.views.Paged;
import dev.reeve.server.views.RawMessages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Messages, what was read from them, and whose it is.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Evidence")
class EvidenceApi {
    private final Messages messages;
    private final RawMessages raw;
    private final EvidenceOrders orders;
    private final Processing processing;

    EvidenceApi(Messages messages, RawMessages raw, EvidenceOrders orders, Processing processing) {
        this.processing = processing;
        this.messages = messages;
        this.raw = raw;
        this.orders = orders;
    }

    /// @param service which service of which client it was
    record Assignment(String service, String reasons) {}

    /// @param report false where it is none, or accuses something else
    record Confirmation(boolean report) {}

    /// @param sums all that was read from it, summed up
    /// @param observations one page of it
    /// @param pages how many there are
    record MessageDetail(
            Messages.Message message, List<Messages.Sum> sums, List<Messages.Observation> observations, int pages) {}

    @Operation(summary = "Observations: the newest, those of an account or resource, or those that are unattributed")
    @Allowed(To.VIEWER)
    @GetMapping("/observations")
    List<Messages.Observation> observations(
            @RequestParam(required = false) @Nullable String account,
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam(defaultValue = "false") boolean unattributed,
            @RequestParam(defaultValue = "100") int limit) {
        if (unattributed) {
            return messages.unattributed(limit);
        }
        if (account != null) {
            return messages.ofAccount(account, limit);
        }
        return resource == null ? messages.newest(limit) : messages.ofResource(resource, limit);
    }

    @Allowed(To.VIEWER)
    @GetMapping("/observations/{id}")
    Messages.Observation observation(@PathVariable String id) {
        return messages.observation(id).orElseThrow(() -> new NoSuchElementException("there is no observation " + id));
    }

    @Operation(summary = "Say, with reasons, whose unattributed evidence is; it is then judged")
    @Allowed(To.ANALYST)
    @PostMapping("/observations/{id}/assignment")
    Messages.Observation assign(
            @PathVariable String id, @RequestBody Assignment assignment, @AuthenticationPrincipal Caller caller) {
        ApiProblems.decided(orders.assign(
                new ObservationId(id), new ServiceId(assignment.service()), assignment.reasons(), caller.actor()));
        return observation(id);
    }

    @Operation(summary = "Messages by state: received, parsed, held, done, routed, set-aside, quarantined")
    @Allowed(To.VIEWER)
    @GetMapping("/messages")
    List<Messages.Message> messages(
            @RequestParam(required = false) @Nullable String state, @RequestParam(defaultValue = "100") int limit) {
        return messages.list(state, limit);
    }

    @Allowed(To.VIEWER)
    @GetMapping("/messages/{id}")
    MessageDetail message(@PathVariable String id, @RequestParam(defaultValue = "1") int page) {
        Messages.Message message = find(id);
        Paged<Messages.Observation> read = messages.ofMessage(id, "", page);
        return new MessageDetail(message, messages.sums(id), read.rows(), read.pages());
    }

    @Operation(
            summary =
                    "Say of a message that was not read surely whether it is a report and accuses what was read; before, nothing"
                            + " begins")
    @Allowed(To.ANALYST)
    @PostMapping("/messages/{id}/confirmation")
    Messages.Message confirm(
            @PathVariable String id, @RequestBody Confirmation word, @AuthenticationPrincipal Caller caller) {
        MessageId message = new MessageId(find(id).id());
        ApiProblems.decided(processing.confirmations().say(message, word.report(), caller.actor()));
        return find(id);
    }

    @Operation(summary = "The raw bytes as received. Journalled; sealed ones need the role counsel")
    @Allowed(To.STAFF)
    @GetMapping("/messages/{id}/raw")
    ResponseEntity<InputStreamResource> raw(@PathVariable String id, @AuthenticationPrincipal Caller caller)
            throws IOException {
        var bytes = raw.download(find(id), caller)
                .orElseThrow(() -> new NoSuchElementException("the bytes of " + id + " were erased"));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Disposition", "attachment; filename=\"" + id + ".bin\"")
                .body(new InputStreamResource(bytes));
    }

    private Messages.Message find(String id) {
        return messages.find(id).orElseThrow(() -> new NoSuchElementException("there is no message " + id));
    }
}
