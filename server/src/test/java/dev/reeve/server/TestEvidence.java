package dev.reeve.server;

import dev.reeve.core.policy.Role;
import dev.reeve.server.holdings.HoldingsImport;
import dev.reeve.server.security.Staff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The sample host's inventory, and reports about it handed in by the API.
public final class TestEvidence {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TOKEN = token();

    private TestEvidence() {}

    private static String token() {
        TestSite.get()
                .part(HoldingsImport.class)
                .load(
                        TestSite.home().resolve("samples/host/inventory.csv"),
                        new HoldingsImport.How("inventory", false, false, false),
                        line -> {});
        TestSite.desk().holdings.recordImports();
        return Staff.token("watch.example");
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    /// A sample of XARF as new: another number, seen an hour ago.
    public static String sample(String name) {
        try {
            String text = Files.readString(TestSite.home().resolve("samples/xarf/" + name));
            return text.replaceAll("\"report_id\": \"[^\"]+\"", "\"report_id\": \"" + UUID.randomUUID() + "\"")
                    .replaceAll(
                            "\"timestamp\": \"[^\"]+\"",
                            "\"timestamp\": \"" + TestSite.now().minus(Duration.ofHours(1)) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static HttpResponse<String> post(String path, String token, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return new Browser().send(request.build());
    }

    public static HttpResponse<String> get(String path, String token) {
        return new Browser()
                .send(HttpRequest.newBuilder(url(path))
                        .header("Authorization", "Bearer " + token)
                        .build());
    }

    private static URI url(String path) {
        return TestSite.get().url().resolve(path);
    }

    /// Hands in a report and waits until it is judged.
    ///
    /// @return the message
    public static String report(String xarf) {
        String id = json(post("/api/v1/reports", TOKEN, xarf)).get("reportId").stringValue();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !TestSite.desk()
                                .database
                                .jdbc()
                                .sql("select state from message where message_id = :id")
                                .param("id", id)
                                .query(String.class)
                                .single()
                                .equals("received")
                        && TestSite.desk().processing.idle());
        return id;
    }

    /// A case of the sample about phishing at a VPS, made once.
    public static String openCase() {
        return Once.CASE;
    }

    private static final class Once {
        private static final String CASE = caseOf(report(sample("phishing.json")));
    }

    public static String caseOf(String message) {
        return TestSite.desk()
                .database
                .jdbc()
                .sql("select case_id from observation where message_id = :id and case_id is not null limit 1")
                .param("id", message)
                .query(String.class)
                .single();
    }

    public static String tokenWith(Role... roles) {
        return Staff.token(null, roles);
    }
}
