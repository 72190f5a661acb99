package dev.reeve.actuators.remote;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.reeve.actuators.remote.AgentRequest.Call;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Probe;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.Target;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.policy.Step;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Requests and replies as lines of JSON. Reading is strict: an unknown field, a second one of the same name, or a
/// missing
/// one is an error.
public final class AgentWire {
    /// An order with the longest resource (8000 characters, each at most six bytes in JSON) and all its names.
    public static final int LINE_BYTES_MAX = 128 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private AgentWire() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RequestLine(
            String id,
            String call,
            @Nullable String lever,
            @Nullable OrderLine order,
            @Nullable String prior,
            @Nullable Boolean expected,
            @Nullable String token) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OrderLine(
            String id,
            @JsonProperty("case") String caseId,
            String step,
            String account,
            String service,
            String resource,
            @Nullable String node,
            Map<String, String> external,
            Map<String, String> parameters,
            String lease,
            String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplyLine(
            String id,
            String kind,
            @Nullable String words,
            @Nullable String force,
            @Nullable String expiresAt,
            @Nullable List<LeverLine> levers) {}

    record LeverLine(String name, String undoableBy, boolean leases) {}

    public static String line(AgentRequest request) {
        return JSON.writeValueAsString(new RequestLine(
                request.id(),
                request.call().word(),
                request.lever(),
                request.order() == null ? null : line(request.order()),
                request.prior(),
                request.expected(),
                request.token()));
    }

    private static OrderLine line(ActionOrder order) {
        Target target = order.target();
        return new OrderLine(
                order.id().value(),
                order.caseId().value(),
                order.step().word(),
                target.account().value(),
                target.service().value(),
                target.resource().key(),
                target.node(),
                target.externalIds(),
                order.parameters(),
                order.lease().toString(),
                order.reason());
    }

    /// @throws IllegalArgumentException saying what is wrong
    public static AgentRequest parseRequest(String line) {
        try {
            RequestLine request = JSON.readValue(line, RequestLine.class);
            OrderLine order = request.order();
            return new AgentRequest(
                    needed("id", request.id()),
                    Call.valueOf(word("call", request.call(), "ping|list|read|act|undo|probe")),
                    request.lever(),
                    order == null ? null : order(order),
                    request.prior(),
                    request.expected(),
                    request.token());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no request: " + e.getOriginalMessage(), e);
        }
    }

    private static ActionOrder order(OrderLine order) {
        try {
            return new ActionOrder(
                    new ActionId(needed("order.id", order.id())),
                    new CaseId(needed("order.case", order.caseId())),
                    Step.parse(needed("order.step", order.step())),
                    new Target(
                            new AccountId(needed("order.account", order.account())),
                            new ServiceId(needed("order.service", order.service())),
                            Resource.parseKey(needed("order.resource", order.resource())),
                            order.node(),
                            needed("order.external", order.external())),
                    needed("order.parameters", order.parameters()),
                    Duration.parse(needed("order.lease", order.lease())),
                    needed("order.reason", order.reason()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("order.lease is no ISO 8601 duration such as PT1H", e);
        } catch (NullPointerException e) {
            throw new IllegalArgumentException("a name or value of the order is null", e);
        }
    }

    public static String line(String id, AgentReply reply) {
        return JSON.writeValueAsString(
                switch (reply) {
                    case AgentReply.Read read -> line(id, read.reading());
                    case AgentReply.Answered answered -> line(id, answered.answer());
                    case AgentReply.Probed probed -> line(id, probed.probe());
                    case AgentReply.Levers levers ->
                        new ReplyLine(
                                id,
                                "levers",
                                null,
                                null,
                                null,
                                levers.levers().stream()
                                        .map(each -> new LeverLine(
                                                each.name(), each.undoableBy().name(), each.leases()))
                                        .toList());
                    case AgentReply.Pong() -> words(id, "pong", null);
                    case AgentReply.Rejected rejected -> words(id, "rejected", rejected.reason());
                    case AgentReply.Failed failed -> words(id, "failed", failed.reason());
                });
    }

    private static ReplyLine line(String id, Reading reading) {
        return switch (reading) {
            case Reading.Seen seen ->
                new ReplyLine(
                        id,
                        "seen",
                        seen.state(),
                        seen.force().name().toLowerCase(Locale.ROOT),
                        seen.expiresAt() == null ? null : seen.expiresAt().toString(),
                        null);
            case Reading.Unreadable unreadable -> words(id, "unreadable", unreadable.reason());
        };
    }

    private static ReplyLine line(String id, Answer answer) {
        return switch (answer) {
            case Answer.Accepted accepted -> words(id, "accepted", accepted.words());
            case Answer.Refused refused -> words(id, "refused", refused.reason());
            case Answer.Unclear unclear -> words(id, "unclear", unclear.reason());
        };
    }

    private static ReplyLine line(String id, Probe probe) {
        return switch (probe) {
            case Probe.Confirmed confirmed -> words(id, "confirmed", confirmed.how());
            case Probe.Contradicted contradicted -> words(id, "contradicted", contradicted.how());
            case Probe.NotProbed() -> words(id, "not-probed", null);
        };
    }

    private static ReplyLine words(String id, String kind, @Nullable String words) {
        return new ReplyLine(id, kind, words, null, null, null);
    }

    /// @throws IllegalArgumentException when it is no reply to that request
    public static AgentReply parseReply(String id, String line) {
        try {
            ReplyLine reply = JSON.readValue(line, ReplyLine.class);
            // A line that the agent could not read has no id to repeat.
            boolean unread = "".equals(reply.id()) && "rejected".equals(reply.kind());
            if (!id.equals(reply.id()) && !unread) {
                throw new IllegalArgumentException("a reply to another request");
            }
            return reply(reply, reply.words() == null ? "" : reply.words());
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("no reply of an agent", e);
        }
    }

    private static AgentReply reply(ReplyLine reply, String words) {
        return switch (needed("kind", reply.kind())) {
            case "seen" ->
                new AgentReply.Read(new Reading.Seen(
                        Reading.Force.valueOf(word("force", reply.force(), "absent|ours|others|partial")),
                        words,
                        reply.expiresAt() == null ? null : Instant.parse(reply.expiresAt())));
            case "unreadable" -> new AgentReply.Read(new Reading.Unreadable(words));
            case "accepted" -> new AgentReply.Answered(new Answer.Accepted(words));
            case "refused" -> new AgentReply.Answered(new Answer.Refused(words));
            case "unclear" -> new AgentReply.Answered(new Answer.Unclear(words));
            case "confirmed" -> new AgentReply.Probed(new Probe.Confirmed(words));
            case "contradicted" -> new AgentReply.Probed(new Probe.Contradicted(words));
            case "not-probed" -> new AgentReply.Probed(new Probe.NotProbed());
            case "levers" ->
                new AgentReply.Levers(needed("levers", reply.levers()).stream()
                        .map(each ->
                                new AgentReply.Lever(each.name(), UndoableBy.valueOf(each.undoableBy()), each.leases()))
                        .toList());
            case "pong" -> new AgentReply.Pong();
            case "rejected" -> new AgentReply.Rejected(words);
            case "failed" -> new AgentReply.Failed(words);
            default -> throw new IllegalArgumentException("an unknown kind of reply: " + reply.kind());
        };
    }

    private static String word(String field, @Nullable String word, String allowed) {
        if (word == null || !word.matches(allowed)) {
            throw new IllegalArgumentException(field + " is none of " + allowed.replace("|", ", "));
        }
        return word.toUpperCase(Locale.ROOT);
    }

    private static <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return Objects.requireNonNull(value);
    }
}
