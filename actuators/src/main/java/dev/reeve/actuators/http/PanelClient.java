package dev.reeve.actuators.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/// Speaks to one host: no redirects, no proxy, a limit on time for the whole exchange and on the size of the answer.
final class PanelClient {
    /// What came of a request.
    sealed interface Exchange {
        record Answered(int status, String body) implements Exchange {}

        /// Nothing was sent.
        record Unreachable(String reason) implements Exchange {}

        /// It was sent, or may have been.
        record Lost(String reason) implements Exchange {}
    }

    private final HttpClient client;
    private final Duration timeout;
    private final int answerBytesMax;

    PanelClient(Duration timeout, int answerBytesMax, SSLContext tls) {
        this.timeout = timeout;
        this.answerBytesMax = answerBytesMax;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(timeout)
                .sslContext(tls)
                .build();
    }

    static SSLContext usualTrust() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    Exchange send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(timeout).build();
        CompletableFuture<HttpResponse<byte[]>> sending =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), answerBytesMax));
        try {
            HttpResponse<byte[]> answer = sending.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Exchange.Answered(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            sending.cancel(true);
            return new Exchange.Lost("no whole answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return failed(request.uri(), e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            sending.cancel(true);
            Thread.currentThread().interrupt();
            return new Exchange.Lost("interrupted");
        }
    }

    private Exchange failed(URI uri, Throwable cause) {
        return switch (cause) {
            case ConnectException refused ->
                new Exchange.Unreachable("cannot connect to " + uri.getHost() + ":" + uri.getPort());
            case java.net.http.HttpTimeoutException late ->
                new Exchange.Lost("no whole answer within " + timeout.toMillis() + " ms");
            case IOException broken -> new Exchange.Lost("the exchange broke: " + broken.getMessage());
            default ->
                new Exchange.Lost("the exchange failed: " + cause.getClass().getSimpleName());
        };
    }
}
