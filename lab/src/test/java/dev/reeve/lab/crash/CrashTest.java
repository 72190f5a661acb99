package dev.reeve.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// `kill -9` at random moments under load. `lab/crash --seed N --kills 200` runs it alone; `./reeve test --long` runs a
/// shorter one.
final class CrashTest {
    @Test
    void nothing_acknowledged_is_lost_and_nothing_is_done_twice() throws Exception {
        String asked = System.getProperty("reeve.crash.kills");
        assumeTrue(
                asked != null || Boolean.getBoolean("reeve.long"),
                "not run: takes minutes; ./reeve test --long or lab/crash");
        assumeTrue(works("unshare", "-Urn", "nft", "list", "tables"), "not run: no nft in a namespace of its own here");
        int kills = asked == null ? 20 : Integer.parseInt(asked);
        long seed = Long.getLong("reeve.crash.seed", 1);
        String where = System.getProperty("reeve.crash.folder");
        Path folder = where == null ? Files.createTempDirectory("reeve-crash-") : Path.of(where);
        assertThat(CrashRun.run(
                        seed, kills, folder, Path.of("..").toAbsolutePath().normalize(), Duration.ofHours(3)))
                .isEmpty();
    }

    private static boolean works(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
