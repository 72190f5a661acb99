package dev.reeve.benchmarks;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The queue and a case page as a person gets them, with 100,000 open cases and 1,000,000 observations. The time is
/// from
/// the request to the last byte on loopback, so the server's own is less.
final class Pages {
    private static final int CASES = 100_000;
    private static final int OBSERVATIONS = 1_000_000;
    private static final int WARM = 300;
    private static final int MEASURED = 500;
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final BenchDesk bench;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    Pages(BenchDesk bench) {
        this.bench = bench;
    }

    void run() {
        new DurableReports(bench).one();
        String real = bench.desk
                .database
                .jdbc()
                .sql("select case_id from case_file order by opened_at limit 1")
                .query(String.class)
                .single();
        fill();
        logIn();
        measure("queue page", "/queue");
        measure("queue page, one family and severity", "/queue?family=f-3&severity=2");
        measure("case page", "/cases/" + real);
        measure("search for an address", "/search?q=192.0.2.17");
        measure("status page", "/status");
    }

    private void fill() {
        var jdbc = bench.desk.database.jdbc();
        jdbc.sql("""
                insert into case_file (case_id, account_id, service_id, family, clause, resource, status, severity, confidence,
                    opened_at, changed_at, due_at, step, evidence_count, reporters, open_tasks, live_actions, victim,
                    policy_hash, version, assignee)
                select 'C-F' || n, 'a-' || n % 5000, 's-' || n % 6000, 'f-' || n % 12, 'c-' || n % 12,
                    'address:192.0.2.' || n % 250,
                    (array['NEW', 'WAITING_PERSON', 'WAITING_CLIENT', 'ENFORCED'])[1 + n % 4], n % 5, n % 4, at, at,
                    case when n % 3 = 0 then null else at + n * interval '1 second' end, 'notice', 1, 1, 0, 0, false,
                    'h', 1, case when n % 1000 = 0 then 'ann' end
                from generate_series(1, :n) n, (select timestamptz '2026-11-01T00:00:00Z' as at) t
                """).param("n", CASES).update();
        jdbc.sql("""
                insert into case_evidence (observation_id, case_id, message_id, account_id, family, resource, kind, strength,
                    reporter_id, clause, seen_from, seen_to, joined_at)
                select 'm-' || n || '.o0', 'C-F' || (1 + n % 100000), 'm-' || n, 'a-' || n % 5000, 'f-' || n % 12,
                    'address:192.0.2.' || n % 250, 'connection/port_scan', 'trusted', 'r-' || n % 300, 'c-' || n % 12, at,
                    at, at
                from generate_series(1, :n) n, (select timestamptz '2026-11-01T00:00:00Z' as at) t
                """).param("n", OBSERVATIONS).update();
        jdbc.sql("""
                insert into observation (observation_id, message_id, resource, kind, strength, seen_from, seen_to, attribution,
                    account_id, result, case_id, changed_at)
                select 'm-' || n || '.o0', 'm-' || n, 'address:192.0.2.' || n % 250, 'connection/port_scan', 'trusted', at, at,
                    'held-by', 'a-' || n % 5000, 'case', 'C-F' || (1 + n % 100000), at
                from generate_series(1, :n) n, (select timestamptz '2026-11-01T00:00:00Z' as at) t
                """).param("n", OBSERVATIONS).update();
        for (String table : List.of("case_file", "case_evidence", "observation")) {
            jdbc.sql("analyze " + table).update();
        }
    }

    private void logIn() {
        Matcher csrf = CSRF.matcher(get("/login").body());
        String form = "name=bob&password=" + URLEncoder.encode(BenchDesk.PASSWORD, StandardCharsets.UTF_8)
                + (csrf.find() ? "&_csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8) : "");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        if (answer.statusCode() != 302 && answer.statusCode() != 303) {
            throw new IllegalStateException("could not log in: " + answer.statusCode());
        }
    }

    private void measure(String what, String path) {
        if (get(path).statusCode() != 200) {
            throw new IllegalStateException(path + " answers " + get(path).statusCode());
        }
        for (int i = 0; i < WARM; i++) {
            get(path);
        }
        Spread spread = new Spread(MEASURED);
        for (int i = 0; i < MEASURED; i++) {
            spread.time(() -> get(path));
        }
        System.out.println(what + ": " + spread.text());
    }

    private URI at(String path) {
        return bench.site.url().resolve(path);
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(at(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
