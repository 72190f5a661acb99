package dev.reeve.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HashChainTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Computed with sha256sum.
    @Test
    void the_first_hash_is_what_standard_tools_give() {
        HashChain chain = new HashChain(HashChain.GENESIS);
        assertThat(HashChain.hash(bytes("{}")))
                .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        assertThat(chain.add(bytes("{}")))
                .isEqualTo("f49503f0174ac3ef6f9a3d45287a3698c75c6be4e584147dd8e8ec1f2abee86b");
    }

    @Test
    void an_entry_known_only_by_its_digest_gives_the_same_chain() {
        HashChain whole = new HashChain(HashChain.GENESIS);
        HashChain redacted = new HashChain(HashChain.GENESIS);
        whole.add(bytes("a"));
        whole.add(bytes("secret"));
        redacted.add(bytes("a"));
        redacted.addDigest(HashChain.hash(bytes("secret")));
        assertThat(redacted.head()).isEqualTo(whole.head());
    }

    @Test
    void any_change_changes_every_later_hash() {
        HashChain one = new HashChain(HashChain.GENESIS);
        HashChain other = new HashChain(HashChain.GENESIS);
        one.add(bytes("a"));
        other.add(bytes("b"));
        assertThat(one.add(bytes("c"))).isNotEqualTo(other.add(bytes("c")));
    }

    @Test
    void a_commitment_hides_its_value_and_binds_to_it() {
        byte[] salt = bytes("0123456789abcdef");
        Personal kept = Personal.of("v-1", salt, "ann@example.com");
        assertThat(kept.commitment()).isEqualTo(Personal.commitment(salt, "ann@example.com"));
        assertThat(kept.commitment()).isNotEqualTo(Personal.commitment(salt, "bob@example.com"));
        assertThat(kept.commitment()).isNotEqualTo(Personal.commitment(bytes("0123456789abcdeF"), "ann@example.com"));
        assertThatThrownBy(() -> Personal.commitment(new byte[8], "x")).hasMessageContaining("16 bytes");
    }
}
