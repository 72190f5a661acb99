package dev.reeve.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.Browser;
import dev.reeve.server.TestSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

final class OpenApiTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Test
    void theDescriptionInTheDocsIsTheOneThatIsServed() throws IOException {
        String served = new Browser().get("/api/v1/openapi.json").body();
        String sorted = JSON.writeValueAsString(JSON.readValue(served, java.util.TreeMap.class)) + "\n";
        Path file = TestSite.home().resolve("docs/reference/openapi.json");
        if (!Files.exists(file)) {
            Files.writeString(file, sorted);
        }
        assertThat(sorted).contains("\"openapi\" : \"3.1.");
        assertThat(Files.readString(file))
                .as("delete docs/reference/openapi.json and run this test to bring it up to date")
                .isEqualTo(sorted);
    }
}
