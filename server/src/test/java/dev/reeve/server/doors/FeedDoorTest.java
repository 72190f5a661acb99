package dev.reeve.server.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class FeedDoorTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private DoorFixture fixture;
    private String body = "timestamp,ip\n2026-01-01 00:00:00,203.0.113.5\n";
    private FeedDoor door;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/scan_dns.csv", this::table);
        server.createContext("/moved.csv", exchange -> {
            exchange.getResponseHeaders().set("Location", "/scan_dns.csv");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        Files.writeString(folder.resolve("secret"), "Bearer abc\n");
        fixture = new DoorFixture(
                DATABASE, folder, """
                feeds:
                  resolvers: {url: "http://127.0.0.1:%1$d/scan_dns.csv", every: 1 h, authorization-file: secret}
                  moved: {url: "http://127.0.0.1:%1$d/moved.csv"}
                """.formatted(server.getAddress().getPort()));
        door = door("resolvers");
    }

    private FeedDoor door(String name) {
        return Feed.list(fixture.settings.intake().feeds(), folder).stream()
                .filter(f -> f.name().equals(name))
                .map(f -> new FeedDoor(f, fixture.taking, fixture.book, () -> fixture.now))
                .findFirst()
                .orElseThrow();
    }

    private void table(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        String tag = "\"v" + body.hashCode() + "\"";
        boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        exchange.getResponseHeaders().set("ETag", tag);
        exchange.sendResponseHeaders(same ? 304 : 200, same ? -1 : bytes.length);
        if (!same) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @AfterEach
    void close() {
        server.stop(0);
        fixture.close();
    }

    @Test
    void aFeedIsFetchedWhenItIsDueAndOnlyOnceWhileItIsTheSame() throws IOException {
        door.round();
        door.round();
        assertThat(asked).containsExactly("Bearer abc");
        assertThat(fixture.received).singleElement().satisfies(id -> {
            assertThat(fixture.text(id)).isEqualTo(body);
            assertThat(fixture.event(id).transport()).containsEntry("file-name", "scan_dns.csv");
            assertThat(fixture.event(id).reporterAddress()).isNull();
        });
        fixture.now = fixture.now.plus(Duration.ofHours(1));
        door.round();
        assertThat(asked).hasSize(2);
        assertThat(fixture.received).hasSize(1);
        body += "2026-01-02 00:00:00,203.0.113.6\n";
        fixture.now = fixture.now.plus(Duration.ofHours(1));
        door.round();
        assertThat(fixture.received).hasSize(2);
    }

    @Test
    void aRedirectIsNotFollowed() {
        door("moved").round();
        assertThat(asked).isEmpty();
        assertThat(fixture.book.find("feed moved").orElseThrow().why()).contains("it answered 302");
    }

    @Test
    void aFeedThatIsTooLargeIsNotTakenAndIsSaid() {
        body = "x".repeat((int) DoorFixture.SIZE_MAX + 1);
        door.round();
        assertThat(fixture.received).isEmpty();
        assertThat(fixture.book.find("feed resolvers").orElseThrow().why()).contains("more than 20000 bytes");
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.yaml"), "feeds:\n  a: {url: 'file:///etc/passwd'}\n");
        Settings odd = Settings.read(file, Map.of(), new SettingsPlaces(false, Map.of(), folder));
        assertThatThrownBy(() -> Feed.list(odd.intake().feeds(), folder))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("odd.yaml:2:")
                .hasMessageContaining("feeds.a.url is an address such as https://");
    }
}
