package dev.reeve.network.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IrcDetectorTest {
    private final Talk talk = new Talk(new IrcDetector(), 8000);

    @Test
    void aRegistrationThatIsAnsweredIsProofOnAnyPort() {
        talk.opens().says("nick  ann\r\nuser ann 0 * :Ann\r\n").answers(":irc.example 001 ann :Welcome\r\n");
        assertThat(talk.kinds()).containsExactly("service/irc_client 198.51.100.9", "service/irc_server 203.0.113.10");
    }

    @Test
    void wordsInPiecesAreOneLine() {
        talk.opens()
                .says("CAP LS 302\r\nNI")
                .says("CK ann\r\nUSER ann 0 * :A\r\n")
                .answers(":irc.example 4")
                .answers("33 * ann :in use\r\n");
        assertThat(talk.kinds()).hasSize(2);
    }

    @Test
    void aConversationThatBeganBeforeIsProvenByWhatIsSaid() {
        talk.says("PRIVMSG #room :hello\r\n").answers(":bob!b@host.example PRIVMSG #room :hi\r\n");
        assertThat(talk.kinds()).contains("service/irc_client 198.51.100.9");
    }

    @Test
    void oneSideAloneIsNone() {
        talk.opens()
                .says("NICK ann\r\nUSER ann 0 * :Ann\r\n")
                .answers("HTTP/1.1 400 Bad Request\r\n\r\n")
                .ends();
        assertThat(talk.signs).isEmpty();
    }

    @Test
    void aMailServerIsNone() {
        talk.opens()
                .answers("220 mx.example ESMTP\r\n")
                .says("EHLO a.example\r\nQUIT\r\n")
                .answers("250 mx.example\r\n221 bye\r\n");
        assertThat(talk.signs).isEmpty();
    }
}
