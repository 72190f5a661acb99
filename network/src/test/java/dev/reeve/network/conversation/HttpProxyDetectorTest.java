package dev.reeve.network.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HttpProxyDetectorTest {
    private static final String CONNECT = "CONNECT mx.example:25 HTTP/1.1\r\nHost: mx.example:25\r\n\r\n";

    private final Talk talk = new Talk(new HttpProxyDetector(), 3128);

    @Test
    void aGrantedConnectIsProof() {
        talk.opens().says(CONNECT).answers("HTTP/1.0 200 Connection established\r\n\r\n");
        assertThat(talk.kinds()).contains("service/open_proxy 203.0.113.10");
        assertThat(talk.signs.get(0).facts()).containsEntry("method", "connect");
    }

    @Test
    void aRefusedOneIsNone() {
        for (String status : new String[] {
            "403 Forbidden", "405 Method Not Allowed", "407 Proxy Authentication Required", "502 Bad Gateway"
        }) {
            talk.opens()
                    .says(CONNECT)
                    .answers("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")
                    .ends();
        }
        assertThat(talk.over().signs).isEmpty();
    }

    @Test
    void oneThatIsGrantedAfterALoginIsProof() {
        talk.opens()
                .says(CONNECT)
                .answers("HTTP/1.1 407 Login\r\nContent-Length: 5\r\n\r\nlogin")
                .says(CONNECT.replace("\r\n\r\n", "\r\nProxy-Authorization: Basic eDp5\r\n\r\n"))
                .answers("HTTP/1.1 200 OK\r\n\r\n");
        assertThat(talk.signs).hasSize(2);
    }

    @Test
    void aConnectThatNobodyAnswersIsNone() {
        talk.opens().says(CONNECT).ends();
        assertThat(talk.over().signs).isEmpty();
    }

    @Test
    void anAbsoluteUriThatWasRelayedIsProof() {
        talk.opens()
                .says("GET http://www.example/ HTTP/1.1\r\nHost: www.example\r\n\r\n")
                .answers("HTTP/1.1 200 OK\r\nVia: 1.1 cache\r\nContent-Length: 0\r\n\r\n");
        assertThat(talk.signs.get(0).facts()).containsEntry("method", "absolute-uri");
    }

    @Test
    void aWebServerThatAnswersForItselfIsNone() {
        talk.opens()
                .says("GET http://www.example/ HTTP/1.1\r\nHost: www.example\r\n\r\n")
                .answers("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n")
                .ends();
        talk.opens()
                .says(CONNECT)
                .answers("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<html>hi\n")
                .ends();
        assertThat(talk.over().signs).isEmpty();
    }
}
