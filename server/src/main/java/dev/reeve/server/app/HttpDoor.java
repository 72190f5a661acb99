package dev.reeve.server.app;

import dev.reeve.server.demo.DemoDoor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/// Posts reports to the API of a running desk, as a reporter's program does.
final class HttpDoor implements DemoDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI reports;
    private final String token;

    HttpDoor(URI site, String token) {
        this.reports = site.resolve("/api/v1/reports");
        this.token = token;
    }

    @Override
    public String post(String xarf) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(reports)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header(
                        "Idempotency-Token",
                        UUID.nameUUIDFromBytes(xarf.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .toString())
                .POST(HttpRequest.BodyPublishers.ofString(xarf))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                throw new IOException("the API answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.headers().firstValue("Location").orElse("202");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }
}
