package dev.reeve.actuators.remote;

import dev.reeve.core.actions.ActionOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One line to an agent. Typed and complete: there is no call that runs what the caller wrote.
///
/// @param id chosen by the caller and repeated in the reply
/// @param lever null for calls about the agent itself
/// @param prior for undo: the state before the act
/// @param expected for probe: whether the effect should be seen
/// @param token null where the socket's permissions are all there is
public record AgentRequest(
        String id,
        Call call,
        @Nullable String lever,
        @Nullable ActionOrder order,
        @Nullable String prior,
        @Nullable Boolean expected,
        @Nullable String token) {
    /// What an agent can be asked.
    public enum Call {
        PING,
        LIST,
        READ,
        ACT,
        UNDO,
        PROBE;

        /// As on the wire.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean needsOrder() {
            return this != PING && this != LIST;
        }
    }

    public AgentRequest {
        if (call.needsOrder() && (lever == null || order == null)) {
            throw new IllegalArgumentException(call.word() + " needs lever and order");
        }
        if (!call.needsOrder() && (lever != null || order != null)) {
            throw new IllegalArgumentException(call.word() + " takes neither lever nor order");
        }
        if (prior != null && call != Call.UNDO || prior == null && call == Call.UNDO) {
            throw new IllegalArgumentException("prior goes with undo");
        }
        if (expected != null && call != Call.PROBE || expected == null && call == Call.PROBE) {
            throw new IllegalArgumentException("expected goes with probe");
        }
    }

    static AgentRequest about(Call call) {
        return new AgentRequest("1", call, null, null, null, null, null);
    }

    AgentRequest withToken(@Nullable String secret) {
        return new AgentRequest(id, call, lever, order, prior, expected, secret);
    }

    /// Without the token.
    @Override
    public String toString() {
        return call.word() + (lever == null ? "" : " " + lever) + (order == null ? "" : " " + order.id());
    }
}
