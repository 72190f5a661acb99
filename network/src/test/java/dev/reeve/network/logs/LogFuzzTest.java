package dev.reeve.network.logs;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/// Whatever a log holds, nothing is thrown and no line takes for ever.
final class LogFuzzTest {
    private static final String[] NAMES = {"conn.log", "smtp.log", "http.log", "eve.json", "auth.log"};
    private long seen;

    @FuzzTest(maxDuration = "10m")
    void lines(FuzzedDataProvider data) throws IOException {
        LogWatch watch = new LogWatch(
                sign -> seen += sign.facts().size(),
                flow -> seen += flow.samples,
                InstantSource.fixed(Instant.EPOCH),
                ZoneOffset.UTC,
                at -> seen += at);
        String name = data.pickValue(NAMES);
        seen += watch.read(name, new ByteArrayInputStream(data.consumeRemainingAsBytes()))
                .lines();
    }
}
