package dev.reeve.network.conversation;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.conversation.HttpExchanges.Request;
import dev.reeve.network.conversation.HttpExchanges.Response;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An HTTP proxy at work: CONNECT that was granted (RFC 9110 §9.3.6), at any place of the connection, or a request with
/// an absolute URI (RFC 9112 §3.2.2) that was answered by something that says it relayed it. A refusal is none.
///
/// - **Needs** the first payload of both directions.
/// - **Fooled by** a web server that answers CONNECT with 200 and a page; so an answer with a body type is not taken.
/// - **Ignores** refused requests (403, 405, 407), and absolute URIs that the server answers for itself.
/// - **Under sampling** it sees nothing but by luck.
public final class HttpProxyDetector implements ConversationDetector {
    private static final Kind PROXY = Kind.parse("service/open_proxy");
    private static final Kind CLIENT = Kind.parse("service/proxy_client");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)(?:https?|ftp)://\\S{1,4000}");
    private static final Pattern RELAYED =
            Pattern.compile("(?m)^(?:via|proxy-connection|proxy-agent|x-cache|x-squid-error|x-cache-lookup):");
    private static final Pattern PAGE = Pattern.compile("(?m)^content-type:[ \t]{0,20}text/html");

    private static final Pattern BODY = Pattern.compile("(?m)^content-length:[ \t]{0,20}[1-9]");

    @Override
    public String name() {
        return "http-proxy/1";
    }

    @Override
    public boolean look(Conversation conversation, Signs signs) {
        Side client = conversation.opener();
        if (client.known() < 4) {
            return false;
        }
        String asked = client.text();
        List<Request> requests = HttpExchanges.requests(asked);
        if (requests.isEmpty()) {
            return asked.length() > 16 && !Character.isLetter(asked.charAt(0));
        }
        List<Response> responses =
                HttpExchanges.responses(conversation.listener().text(), requests);
        for (int i = 0; i < Math.min(requests.size(), responses.size()); i++) {
            if (granted(requests.get(i), responses.get(i))) {
                sign(conversation, requests.get(i).method(), signs);
                return true;
            }
        }
        return false;
    }

    private static boolean granted(Request request, Response response) {
        boolean good = response.status() >= 200 && response.status() < 300;
        if (request.method().equals("CONNECT")) {
            return good
                    && !(PAGE.matcher(response.head()).find()
                            && BODY.matcher(response.head()).find());
        }
        return good
                && ABSOLUTE.matcher(request.target()).matches()
                && RELAYED.matcher(response.head()).find();
    }

    private void sign(Conversation conversation, String method, Signs signs) {
        Side client = conversation.opener();
        Side server = conversation.listener();
        for (Side side : new Side[] {server, client}) {
            signs.see(new Sign(
                    name(),
                    side == server ? PROXY : CLIENT,
                    side.endpoint(),
                    server.port(),
                    conversation.fromMillis(),
                    conversation.toMillis(),
                    Strength.MEASURED,
                    Map.of("clientBytes", (double) client.payloadBytes(), "serverBytes", (double)
                            server.payloadBytes()),
                    Map.of(
                            "service",
                            "http-proxy",
                            "method",
                            method.equals("CONNECT") ? "connect" : "absolute-uri",
                            "port",
                            String.valueOf(server.port()))));
        }
    }
}
