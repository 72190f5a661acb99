package dev.reeve.server.app;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.ids.CaseId;
import dev.reeve.server.demo.Demo;
import dev.reeve.server.demo.DemoStory;
import dev.reeve.server.demo.DemoYear;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.Callable;
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
    @Option(names = "--exit", description = "Play the story, print a summary, and stop.")
    private boolean exit;

    @Option(names = "--no-year", description = "Leave out the year of past cases: quicker.")
    private boolean noYear;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        // As root the database runs as another user, who must be able to pass through.
        Path folder = Files.createTempDirectory(
                "reeve-demo-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        out.println("Reeve: the demo. All it keeps is in " + folder);
        try (Demo demo = new Demo(home(), folder, InstantSource.system(), out)) {
            if (!noYear) {
                out.println("a year of past cases is being played, in fast motion …");
                out.flush();
                out.println("… " + new DemoYear(demo.host(), demo.door()).play(Demo.today()) + " cases");
            } else {
                demo.clock().moveTo(Demo.today());
                demo.host().loadInventory();
            }
            return tell(demo, out);
        } finally {
            if (exit) {
                delete(folder);
            }
        }
    }

    private int tell(Demo demo, PrintWriter out) throws IOException {
        DemoStory story = new DemoStory(demo.host(), demo.door(), demo.samples(), out);
        story.silence();
        story.atOnce();
        story.ambiguous();
        story.appeal();
        CaseId open = story.bounce();
        out.println();
        out.println("── summary");
        out.println("cases " + story.count(CaseEvent.Opened.class) + ", notices delivered "
                + story.count(CaseEvent.NoticeAccepted.class) + ", bounced "
                + story.count(CaseEvent.NoticeBounced.class)
                + ", actions in force " + story.count(CaseEvent.ActionSettled.class) + ", undone "
                + story.count(CaseEvent.UndoSettled.class) + ", appeals " + story.count(CaseEvent.AppealDecided.class));
        story.shown().forEach(s -> out.println((s.happened() ? "  shown      " : "  NOT SHOWN  ") + s.what()));
        out.println("open case: " + open);
        out.flush();
        return story.shown().stream().allMatch(DemoStory.Shown::happened) ? 0 : 1;
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
