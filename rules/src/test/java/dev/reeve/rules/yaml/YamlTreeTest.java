package dev.reeve.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class YamlTreeTest {
    private static YamlTree.Outcome parse(String text) {
        return YamlTree.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refused(YamlTree.Outcome outcome) {
        assertThat(outcome).isInstanceOf(YamlTree.Unreadable.class);
        return ((YamlTree.Unreadable) outcome).message();
    }

    @Test
    void aBillionLaughsAreRefusedAtTheFirstAnchor() {
        assertThat(refused(parse("a: &a [x]\nb: [*a, *a]\n"))).isEqualTo("anchors and aliases are not read");
    }

    @Test
    void whatIsTooLargeOrTooDeepIsRefused() {
        assertThat(refused(YamlTree.parse(new byte[YamlTree.SIZE_BYTES_MAX + 1])))
                .contains("more than");
        assertThat(refused(parse("a: " + "[".repeat(17) + "]".repeat(17)))).contains("deeper than 16");
        assertThat(refused(parse("a: [" + "x,".repeat(100_001) + "]"))).contains("more than 100000 values");
    }

    @Test
    void whatIsNotTextIsRefused() {
        assertThat(refused(YamlTree.parse(new byte[] {'a', ':', ' ', (byte) 0xC3, 'x'})))
                .isEqualTo("the file is not UTF-8 text");
        assertThat(refused(parse("a: \u0000"))).startsWith("this is no YAML");
        assertThat(refused(parse("a: !!javax.script.ScriptEngineManager [x]"))).isNotEmpty();
    }

    @Test
    void rubbishNeverThrows() {
        Random chance = new Random(20261101);
        String letters = "a: -\n  |>&*!'\"{}[],#?%@\t\u00e9";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("k: ");
            for (int j = chance.nextInt(40); j > 0; j--) {
                text.append(letters.charAt(chance.nextInt(letters.length())));
            }
            assertThat(parse(text.toString())).isNotNull();
        }
    }
}
