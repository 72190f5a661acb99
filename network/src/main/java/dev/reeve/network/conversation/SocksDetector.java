package dev.reeve.network.conversation;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.Map;

/// A SOCKS proxy at work, version 4 or 5 (RFC 1928, RFC 1929), on any port, with any list of methods: a request and the
/// answer that grants it. A greeting that nobody answers, or that is refused, is none.
///
/// - **Needs** the first payload of both directions.
/// - **Fooled by** a server that answers any bytes with the right ones; a honeypot looks the same.
/// - **Ignores** refusals, and bare connections to port 1080.
/// - **Under sampling** it sees nothing but by luck.
public final class SocksDetector implements ConversationDetector {
    private static final Kind PROXY = Kind.parse("service/open_proxy");
    private static final Kind CLIENT = Kind.parse("service/proxy_client");
    private static final int USER_PASSWORD = 2;
    private static final int NONE_ACCEPTABLE = 0xFF;

    @Override
    public String name() {
        return "socks/1";
    }

    private enum Verdict {
        UNDECIDED,
        NO,
        /// It speaks SOCKS and has chosen a way to log in.
        SPEAKS,
        /// It has granted a connection.
        GRANTED
    }

    @Override
    public boolean look(Conversation conversation, Signs signs) {
        return switch (judge(conversation.opener(), conversation.listener())) {
            case UNDECIDED, SPEAKS -> false;
            case NO -> true;
            case GRANTED -> {
                sign(conversation, Strength.MEASURED, signs);
                yield true;
            }
        };
    }

    @Override
    public void ended(Conversation conversation, Signs signs) {
        if (judge(conversation.opener(), conversation.listener()) == Verdict.SPEAKS) {
            sign(conversation, Strength.EVIDENCED, signs);
        }
    }

    private static Verdict judge(Side client, Side server) {
        if (client.known() == 0) {
            return Verdict.UNDECIDED;
        }
        return switch (client.at(0)) {
            case 4 -> version4(client, server);
            case 5 -> version5(client, server);
            default -> Verdict.NO;
        };
    }

    /// `04 command port address user 00`, answered by `00 5A` and six more bytes.
    private static Verdict version4(Side client, Side server) {
        boolean asked = client.known() >= 9 && (client.at(1) == 1 || client.at(1) == 2);
        if (client.known() >= 2 && client.at(1) != 1 && client.at(1) != 2) {
            return Verdict.NO;
        }
        if (!asked || server.known() < 2) {
            return Verdict.UNDECIDED;
        }
        if (server.at(0) != 0 || server.at(1) < 0x5A || server.at(1) > 0x5D) {
            return Verdict.NO;
        }
        if (server.at(1) != 0x5A) {
            return Verdict.NO;
        }
        return server.known() >= 8 ? Verdict.GRANTED : Verdict.UNDECIDED;
    }

    /// `05 count methods…`, answered by `05 method`; a login where the method wants one; `05 command 00 address`,
    /// answered
    /// by `05 00`.
    private static Verdict version5(Side client, Side server) {
        if (client.known() < 2) {
            return Verdict.UNDECIDED;
        }
        int methods = client.at(1);
        if (methods == 0) {
            return Verdict.NO;
        }
        int asked = 2 + methods;
        if (client.known() < asked || server.known() < 2) {
            return Verdict.UNDECIDED;
        }
        int chosen = server.at(1);
        if (server.at(0) != 5 || chosen == NONE_ACCEPTABLE || !offered(client, methods, chosen)) {
            return Verdict.NO;
        }
        int answered = 2;
        if (chosen == USER_PASSWORD) {
            if (server.known() < 4) {
                return Verdict.SPEAKS;
            }
            if (server.at(2) != 1 || server.at(3) != 0) {
                return Verdict.NO;
            }
            answered = 4;
            asked = afterLogin(client, asked);
        }
        boolean requested = chosen != 0 && chosen != USER_PASSWORD
                || asked >= 0 && client.known() >= asked + 4 && client.at(asked) == 5 && client.at(asked + 1) <= 3;
        if (server.known() < answered + 2) {
            return Verdict.SPEAKS;
        }
        if (server.at(answered) != 5 || !requested) {
            return Verdict.NO;
        }
        return server.at(answered + 1) == 0 ? Verdict.GRANTED : Verdict.NO;
    }

    private static boolean offered(Side client, int methods, int chosen) {
        for (int i = 0; i < methods; i++) {
            if (client.at(2 + i) == chosen) {
                return true;
            }
        }
        return false;
    }

    /// @return where the request begins; -1 while the login is not whole
    private static int afterLogin(Side client, int at) {
        if (client.known() < at + 2) {
            return -1;
        }
        int password = at + 2 + client.at(at + 1);
        return client.known() <= password ? -1 : password + 1 + client.at(password);
    }

    private void sign(Conversation conversation, Strength strength, Signs signs) {
        Side client = conversation.opener();
        Side server = conversation.listener();
        String version = client.at(0) == 4 ? "socks4" : "socks5";
        for (Side side : new Side[] {server, client}) {
            signs.see(new Sign(
                    name(),
                    side == server ? PROXY : CLIENT,
                    side.endpoint(),
                    server.port(),
                    conversation.fromMillis(),
                    conversation.toMillis(),
                    strength,
                    Map.of("clientBytes", (double) client.payloadBytes(), "serverBytes", (double)
                            server.payloadBytes()),
                    Map.of("service", version, "port", String.valueOf(server.port()))));
        }
    }
}
