package dev.reeve.server.app;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.demo.Demo;
import dev.reeve.server.demo.DemoStory;
import dev.reeve.server.demo.DemoYear;
import dev.reeve.server.security.ApiTokens;
import dev.reeve.server.security.Credentials;
import dev.reeve.server.security.People;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows the desk at work on a made-up host.
@Command(
        name = "demo",
        description = "Show the desk at work on a made-up small host; nothing of this machine is touched.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    /// Known to everybody, for a desk that only this machine reaches and that is gone when it ends.
    private static final String PASSWORD = "a heron on the mill pond";

    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,3}) ?([hd])");
    private static final ActorId DEMO = new ActorId("demo");
    private static final int DELETE_TRIES = 100;
    private static final Duration DELETE_PAUSE = Duration.ofMillis(100);

    @Option(names = "--exit", description = "Play the story, print a summary, and stop.")
    private boolean exit;

    @Option(names = "--no-year", description = "Leave out the year of past cases: quicker.")
    private boolean noYear;

    @Option(names = "--runaway", description = "Play a rule that matches every client, and how the desk stops it.")
    private boolean runaway;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the console (${DEFAULT-VALUE}; with --exit any).")
    private int port = 8080;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        // As root the database runs as another user, who must be able to pass through.
        Path folder = Files.createTempDirectory("reeve-demo-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        out.println("Reeve: the demo. All it keeps is in " + folder + ", and is deleted at the end.");
        // The story is the output; what the server has to say stays out of it, unless something is wrong.
        System.setProperty("logging.level.root", "warn");
        System.setProperty("logging.level.org.springdoc", "error");
        System.setProperty("logging.level.com.github.kagkarlsson", "error");
        Thread broken = new Thread(() -> deleteAtLast(folder));
        Runtime.getRuntime().addShutdownHook(broken);
        try (Demo demo = new Demo(home(), folder, InstantSource.system(), out, exit ? 0 : port);
                Site site = Site.open(demo.desk())) {
            past(demo, out);
            String token = staff(site);
            DemoStory story =
                    new DemoStory(demo.host(), new HttpDoor(site.url(), token), demo.samples(), demo.policy(), out);
            CaseId open = runaway ? story.runaway() : tell(story);
            int result = summary(story, out);
            out.println("open case: " + site.url() + "/cases/" + open);
            out.flush();
            if (!exit) {
                stay(demo, out);
            }
            return result;
        } finally {
            delete(folder);
        }
    }

    /// After Ctrl-C: the database and the agent are stopping by themselves, and write until they have.
    private static void deleteAtLast(Path folder) {
        for (int i = 0; i < DELETE_TRIES && Files.exists(folder); i++) {
            try {
                delete(folder);
            } catch (IOException | UncheckedIOException stillWriting) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(DELETE_PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return a token of the reporter `watch`
    private static String staff(Site site) {
        People people = site.people();
        people.add("bob", "Bob Butler", Set.of(Role.ADMINISTRATOR, Role.SENIOR, Role.ANALYST), DEMO);
        people.add("ann", "Ann Archer", Set.of(Role.SENIOR, Role.ANALYST), DEMO);
        Credentials credentials = site.part(Credentials.class);
        credentials.setPassword("ann", PASSWORD);
        credentials.setPassword("bob", PASSWORD);
        return site.part(ApiTokens.class)
                .make(
                        people.find("bob").orElseThrow(),
                        "reports of watch.example",
                        Set.of(),
                        "watch",
                        Duration.ofDays(30));
    }

    private void past(Demo demo, PrintWriter out) throws IOException {
        if (noYear || runaway) {
            demo.clock().moveTo(Demo.today());
            demo.host().loadInventory();
            return;
        }
        out.println("a year of past cases is being played, in fast motion …");
        out.flush();
        out.println("… " + new DemoYear(demo.host(), demo.door()).play(Demo.today()) + " cases");
    }

    private static CaseId tell(DemoStory story) throws IOException {
        story.silence();
        story.atOnce();
        story.ambiguous();
        story.appeal();
        return story.bounce();
    }

    private static int summary(DemoStory story, PrintWriter out) {
        out.println();
        out.println("── summary");
        out.println("cases " + story.count(CaseEvent.Opened.class) + ", notices delivered "
                + story.count(CaseEvent.NoticeAccepted.class) + ", bounced "
                + story.count(CaseEvent.NoticeBounced.class)
                + ", actions settled " + story.count(CaseEvent.ActionSettled.class) + ", undone "
                + story.count(CaseEvent.UndoSettled.class) + ", appeals " + story.count(CaseEvent.AppealDecided.class));
        story.shown().forEach(s -> out.println((s.happened() ? "  shown      " : "  NOT SHOWN  ") + s.what()));
        return !story.shown().isEmpty() && story.shown().stream().allMatch(DemoStory.Shown::happened) ? 0 : 1;
    }

    /// The desk stays open; its clock runs, and moves on as far as it is told.
    private static void stay(Demo demo, PrintWriter out) throws IOException {
        out.println("log in as ann or bob with the password: " + PASSWORD);
        out.println("the clock stands still; type 1h or 2d to move it on, run to let it run, or quit");
        out.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Matcher length = LENGTH.matcher(line.strip().toLowerCase(Locale.ROOT));
            if (line.strip().equals("quit")) {
                return;
            } else if (line.strip().equals("run")) {
                demo.clock().run();
                out.println("the clock runs");
            } else if (length.matches()) {
                long count = Long.parseLong(length.group(1));
                demo.host().pass(length.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count));
                out.println("it is " + demo.clock().instant());
            } else {
                out.println("type 1h, 2d, run or quit");
            }
            out.flush();
        }
    }

    private static Path home() {
        String home = System.getenv("REEVE_HOME");
        return Path.of(home == null ? "." : home).toAbsolutePath().normalize();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
