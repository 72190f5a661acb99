package dev.reeve.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.formats.json.JsonValue.Members;
import dev.reeve.formats.json.JsonValue.Scalar;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTreeTest {
    private static JsonTree.Outcome parse(String text) {
        return JsonTree.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyValueKnowsItsBytes() {
        String text = "{\"ü\": \"x\\u0041\", \"n\": -12.5, \"l\": [true, null, {\"k\": \"v\"}]}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Members root = (Members) ((JsonTree.Read) parse(text)).root();
        assertThat(root.text("ü")).isEqualTo("xA");
        assertThat(written(bytes, root.find("ü").orElseThrow())).isEqualTo("\"x\\u0041\"");
        assertThat(written(bytes, root.find("n").orElseThrow())).isEqualTo("-12.5");
        assertThat(written(bytes, root.find("l").orElseThrow())).isEqualTo("[true, null, {\"k\": \"v\"}]");
        assertThat(((Scalar) root.items("l").getFirst()).text()).isEqualTo("true");
        assertThat(written(bytes, root)).isEqualTo(text);
    }

    private static String written(byte[] bytes, JsonValue value) {
        return new String(bytes, value.at(), value.length(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":}", "{\"a\":1} x", "nul", "{'a':1}"})
    void whatIsBrokenSaysWhere(String text) {
        assertThat(parse(text)).isInstanceOf(JsonTree.Broken.class);
    }

    @Test
    void limitsEndDeepLongAndManyValued() {
        assertThat(parse("[".repeat(100_000))).isInstanceOf(JsonTree.Broken.class);
        assertThat(parse("{\"a\":\"" + "x".repeat(JsonTree.STRING_LENGTH_MAX + 1) + "\"}"))
                .isInstanceOf(JsonTree.Broken.class);
        assertThat(parse("[" + "1,".repeat(JsonTree.TOKENS_MAX) + "1]")).isInstanceOf(JsonTree.Broken.class);
        assertThat(JsonTree.parse(new byte[JsonTree.DOCUMENT_BYTES_MAX + 1])).isInstanceOf(JsonTree.Broken.class);
    }
}
