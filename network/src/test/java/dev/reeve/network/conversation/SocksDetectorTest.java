package dev.reeve.network.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Strength;
import org.junit.jupiter.api.Test;

final class SocksDetectorTest {
    private static final byte[] CONNECT = {5, 1, 0, 1, 10, 0, 0, 1, 0, 80};
    private static final byte[] GRANTED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};

    private final Talk talk = new Talk(new SocksDetector(), 9050);

    @Test
    void aGrantedRequestIsProof() {
        talk.opens()
                .says((byte) 5, (byte) 2, (byte) 0, (byte) 1)
                .answers((byte) 5, (byte) 0)
                .says(CONNECT)
                .answers(GRANTED);
        assertThat(talk.kinds())
                .containsExactly("service/open_proxy 203.0.113.10", "service/proxy_client 198.51.100.9");
        assertThat(talk.signs.get(0).strength()).isEqualTo(Strength.MEASURED);
    }

    @Test
    void aLoginWithUserAndPasswordIsRead() {
        talk.opens()
                .says((byte) 5, (byte) 1, (byte) 2)
                .answers((byte) 5, (byte) 2)
                .says((byte) 1, (byte) 2, (byte) 'a', (byte) 'b', (byte) 1, (byte) 'x')
                .answers((byte) 1, (byte) 0)
                .says(CONNECT)
                .answers(GRANTED);
        assertThat(talk.signs).hasSize(2);
    }

    @Test
    void aRefusedLoginOrRequestIsNone() {
        talk.opens()
                .says((byte) 5, (byte) 1, (byte) 2)
                .answers((byte) 5, (byte) 2)
                .says((byte) 1, (byte) 1, (byte) 'a', (byte) 1, (byte) 'x')
                .answers((byte) 1, (byte) 1)
                .ends();
        talk.opens()
                .says((byte) 5, (byte) 1, (byte) 0)
                .answers((byte) 5, (byte) 0)
                .says(CONNECT)
                .answers((byte) 5, (byte) 2, (byte) 0, (byte) 1)
                .ends();
        talk.opens()
                .says((byte) 5, (byte) 1, (byte) 0)
                .answers((byte) 5, (byte) 0xFF)
                .ends();
        assertThat(talk.over().signs).isEmpty();
    }

    @Test
    void aServerThatOnlyChoseAMethodIsWeakerEvidence() {
        talk.opens()
                .says((byte) 5, (byte) 1, (byte) 0)
                .answers((byte) 5, (byte) 0)
                .ends();
        assertThat(talk.signs.get(0).strength()).isEqualTo(Strength.EVIDENCED);
    }

    @Test
    void versionFourIsReadToo() {
        talk.opens()
                .says((byte) 4, (byte) 1, (byte) 0, (byte) 80, (byte) 10, (byte) 0, (byte) 0, (byte) 1, (byte) 0)
                .answers((byte) 0, (byte) 0x5A, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
        assertThat(talk.signs.get(0).facts()).containsEntry("service", "socks4");
    }

    @Test
    void aBareConnectionIsNone() {
        Talk bare = new Talk(new SocksDetector(), 1080);
        bare.packet(true, 2, new byte[0]);
        assertThat(bare.over().signs).isEmpty();
    }
}
