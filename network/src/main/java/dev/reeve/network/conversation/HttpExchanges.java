package dev.reeve.network.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests and responses of one HTTP/1 connection in their order (RFC 9112), as far as the known bytes reach.
final class HttpExchanges {
    private static final int MESSAGES_MAX = 32;
    private static final Pattern REQUEST =
            Pattern.compile("([A-Z]{2,20}) (\\S{1,4000}) HTTP/1\\.[01]\r?\n", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})[^\r\n]{0,200}\r?\n");
    private static final Pattern LENGTH =
            Pattern.compile("(?im)^content-length:[ \t]{0,20}([0-9]{1,9})[ \t]{0,20}\r?$");

    private HttpExchanges() {}

    /// @param head its header fields in lower case
    record Request(String method, String target, String head) {}

    /// @param head its header fields in lower case
    record Response(int status, String head) {}

    static List<Request> requests(String text) {
        List<Request> requests = new ArrayList<>();
        Matcher line = REQUEST.matcher(text);
        int at = 0;
        while (requests.size() < MESSAGES_MAX && line.region(at, text.length()).lookingAt()) {
            int end = headEnd(text, line.end());
            String head =
                    text.substring(line.end(), end < 0 ? text.length() : end).toLowerCase(Locale.ROOT);
            requests.add(new Request(line.group(1).toUpperCase(Locale.ROOT), line.group(2), head));
            if (end < 0) {
                break;
            }
            at = end + bodyLength(head);
            if (at > text.length()) {
                break;
            }
        }
        return requests;
    }

    /// @param requests whose answers they are: one to HEAD has no body, one to CONNECT ends HTTP
    static List<Response> responses(String text, List<Request> requests) {
        List<Response> responses = new ArrayList<>();
        Matcher line = STATUS.matcher(text);
        int at = 0;
        while (responses.size() < MESSAGES_MAX && line.region(at, text.length()).lookingAt()) {
            int status = Integer.parseInt(line.group(1));
            int end = headEnd(text, line.end());
            String head =
                    text.substring(line.end(), end < 0 ? text.length() : end).toLowerCase(Locale.ROOT);
            boolean interim = status < 200;
            if (!interim) {
                responses.add(new Response(status, head));
            }
            if (end < 0) {
                break;
            }
            boolean bodiless = interim || status == 204 || status == 304 || isHead(requests, responses.size() - 1);
            at = end + (bodiless ? 0 : bodyLength(head));
            if (at > text.length()) {
                break;
            }
        }
        return responses;
    }

    private static boolean isHead(List<Request> requests, int index) {
        return index >= 0
                && index < requests.size()
                && requests.get(index).method().equals("HEAD");
    }

    private static int headEnd(String text, int from) {
        if (text.startsWith("\r\n", from)) {
            return from + 2;
        }
        int crlf = text.indexOf("\r\n\r\n", from);
        int lf = text.indexOf("\n\n", from);
        if (crlf < 0) {
            return lf < 0 ? -1 : lf + 2;
        }
        return lf >= 0 && lf < crlf ? lf + 2 : crlf + 4;
    }

    private static int bodyLength(String head) {
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }
}
