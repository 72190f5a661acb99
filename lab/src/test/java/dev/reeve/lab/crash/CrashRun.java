package dev.reeve.lab.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// One crash run: load, kills at random moments, rest, and the books.
final class CrashRun {
    private static final Duration REST_MAX = Duration.ofMinutes(5);
    private static final List<String> LIES = List.of("none", "none", "says-done", "says-error", "hangs");

    /// Kills of the database that one server takes before it leaves it down, less one.
    private static final int DATABASE_KILLS_MAX = 4;

    private CrashRun() {}

    /// Without Maven: seed, kills, folder, the folder with `policies`, and the most minutes for the kills.
    public static void main(String[] args) throws IOException, SQLException {
        List<String> wrong = run(
                Long.parseLong(args[0]),
                Integer.parseInt(args[1]),
                Path.of(args[2]),
                Path.of(args[3]),
                Duration.ofMinutes(Long.parseLong(args[4])));
        System.out.println(wrong.isEmpty() ? "the books are right" : wrong.size() + " things are wrong");
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    /// @param most time for the kills; on a slow machine there are then fewer, and the output says how many
    /// @return everything that is wrong with the books
    static List<String> run(long seed, int kills, Path folder, Path home, Duration most)
            throws IOException, SQLException {
        System.out.println("crash run: seed " + seed + ", " + kills + " kills, in " + folder);
        try (CrashSite site = new CrashSite(folder, home.resolve("policies/acceptable-use.yaml"))) {
            Load load = new Load(site, seed);
            Map<String, Integer> done = new TreeMap<>();
            try (load) {
                kill(site, new Random(seed), kills, System.nanoTime() + most.toNanos(), done);
            }
            site.panelLies("none");
            site.killServer();
            try (Books books = new Books(site)) {
                rest(books);
                List<String> wrong = new ArrayList<>(books.check(load.acknowledged()));
                if (load.acknowledged().size() < kills) {
                    wrong.add("only " + load.acknowledged().size() + " reports were acknowledged: the load was none");
                }
                System.out.println("killed: " + done);
                System.out.println("cases ended by a person: " + load.ended());
                books.counts().forEach((what, n) -> System.out.println(what + ": " + n));
                wrong.forEach(w -> System.out.println("WRONG: " + w));
                return wrong;
            }
        }
    }

    private static void kill(CrashSite site, Random random, int kills, long end, Map<String, Integer> done)
            throws IOException {
        int databaseKills = 0;
        for (int i = 0; i < kills && System.nanoTime() < end; i++) {
            CrashSite.pause(200 + random.nextInt(1800));
            int dice = random.nextInt(100);
            String what;
            if (dice < 25 || dice < 50 && databaseKills == DATABASE_KILLS_MAX) {
                what = "server";
                databaseKills = 0;
                site.killServer();
            } else if (dice < 50) {
                what = "database";
                databaseKills++;
                site.killDatabase();
            } else if (dice < 67) {
                what = "agent";
                site.killAgent();
            } else if (dice < 84) {
                what = "mail sink";
                site.killSink();
            } else {
                what = "panel";
                site.killPanel();
            }
            site.awaitServer();
            done.merge(what, 1, Integer::sum);
            done.merge("kills in all", 1, Integer::sum);
            trouble(site, random, done);
        }
    }

    /// Between the kills: a panel that lies or hangs, and a clock that is stepped.
    private static void trouble(CrashSite site, Random random, Map<String, Integer> done) throws IOException {
        if (random.nextInt(4) == 0) {
            site.panelLies(LIES.get(random.nextInt(LIES.size())));
            done.merge("(panel told to lie or not)", 1, Integer::sum);
        }
        if (random.nextInt(12) == 0) {
            site.stepClock(List.of(25 * 3600L, 3600L, -1800L, -7200L).get(random.nextInt(4)));
            done.merge("(clock stepped)", 1, Integer::sum);
        }
    }

    private static void rest(Books books) throws IOException {
        long end = System.nanoTime() + REST_MAX.toNanos();
        int quiet = 0;
        while (quiet < 10) {
            quiet = books.waiting() == 0 ? quiet + 1 : 0;
            if (System.nanoTime() > end) {
                throw new IOException(books.waiting() + " things still wait after " + REST_MAX);
            }
            CrashSite.pause(500);
        }
    }
}
