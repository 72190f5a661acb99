package dev.reeve.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.reeve.core.ids.CaseId;
import dev.reeve.server.app.Site;
import dev.reeve.server.demo.Demo;
import dev.reeve.server.demo.DemoStory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The demo's desk after its story, its console on a port, and a browser before it. One for all tests.
final class Console implements AutoCloseable {
    static final String NAME = "ann";
    static final String PASSWORD = "a heron on the mill pond";

    private final Path folder;
    private final Demo demo;
    private final Site site;
    private final Chromium chromium;
    private final CaseId open;
    private final String state;

    /// @param open the case on which the story ends
    /// @param state cookies of somebody who has logged in
    private Console(Path folder, Demo demo, Site site, Chromium chromium, CaseId open) {
        this.folder = folder;
        this.demo = demo;
        this.site = site;
        this.chromium = chromium;
        this.open = open;
        this.state = makeFirstAdministrator();
    }

    static Console start(Path browser) throws IOException {
        Path home = Path.of("..").toAbsolutePath().normalize();
        Path folder = Files.createTempDirectory("reeve-browser-");
        // As root the database runs as another user, who must be able to pass through.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Demo demo = new Demo(home, folder, InstantSource.system(), new PrintWriter(new StringWriter()));
        demo.clock().moveTo(Demo.today());
        demo.host().loadInventory();
        DemoStory story = new DemoStory(
                demo.host(), demo.door(), demo.samples(), demo.policy(), new PrintWriter(new StringWriter()));
        story.silence();
        story.atOnce();
        story.ambiguous();
        story.appeal();
        CaseId open = story.bounce();
        playEverySample(demo);
        Exports.play(demo);
        return new Console(folder, demo, Site.open(demo.desk()), Chromium.start(browser), open);
    }

    /// More than a story needs, so that lists have something to list, and every sort of evidence is shown.
    private static void playEverySample(Demo demo) throws IOException {
        for (String sample : samples(demo.samples().resolve("xarf"))) {
            demo.door().post(sample);
        }
        for (String sample : samples(demo.samples().resolve("mail"))) {
            demo.host().mail("reports@sshwatch.example", "abuse@host.example", sample);
        }
        // Its letter names another address than its XML: what it accuses is doubtful.
        demo.host()
                .mail(
                        "noc@upstream.example",
                        "abuse@host.example",
                        Files.readString(demo.samples().resolve("mail/acns-quoted.eml"))
                                .replace("192.0.2.60", "203.0.113.27")
                                .replace("A-4711", "A-4712"));
        demo.host().work();
    }

    private static List<String> samples(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    /// By the link that the first start prints.
    private String makeFirstAdministrator() {
        String link = site.firstLink().orElseThrow();
        try (Watched window = stranger()) {
            Page page = window.page();
            page.navigate(link);
            page.getByLabel("Login name").fill(NAME);
            page.getByLabel("Full name").fill("Ann Archer");
            page.getByLabel("Password").fill(PASSWORD);
            page.getByLabel("The same again").fill(PASSWORD);
            page.getByText("Go on").click();
            page.waitForURL(url -> !url.contains("/welcome/"));
            window.assertNothingComplained();
        }
        try (Watched window = stranger()) {
            logIn(window.page());
            return window.context().storageState();
        }
    }

    void logIn(Page page) {
        page.navigate(url("/login"));
        page.getByLabel("Name").fill(NAME);
        page.getByLabel("Password").fill(PASSWORD);
        page.getByLabel("Password").press("Enter");
        page.waitForURL(url("/queue"));
    }

    String url(String path) {
        return site.url() + path;
    }

    URI at() {
        return site.url();
    }

    Demo demo() {
        return demo;
    }

    CaseId openCase() {
        return open;
    }

    /// A case that waits for a person to confirm what was read.
    CaseId doubtfulCase() {
        return new CaseId(demo.desk()
                .database
                .jdbc()
                .sql("select case_id from case_file where doubtful > 0 and open order by case_id limit 1")
                .query(String.class)
                .single());
    }

    /// The message that it waits for.
    String doubtfulMessage() {
        return demo.desk()
                .database
                .jdbc()
                .sql("select message_id from message where doubt = 'open' order by message_id limit 1")
                .query(String.class)
                .single();
    }

    /// A window of somebody who has not logged in.
    Watched stranger() {
        return window(new Browser.NewContextOptions());
    }

    /// A window of somebody who has.
    Watched window() {
        return window(as());
    }

    /// What a window of somebody who has logged in begins with.
    Browser.NewContextOptions as() {
        return new Browser.NewContextOptions().setStorageState(state);
    }

    Browser.NewContextOptions inTheDark() {
        return as().setColorScheme(ColorScheme.DARK);
    }

    Watched window(Browser.NewContextOptions options) {
        return new Watched(chromium.browser().newContext(options), at());
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        site.close();
        demo.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
