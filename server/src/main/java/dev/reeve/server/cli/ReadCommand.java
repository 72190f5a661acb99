package dev.reeve.server.cli;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.formats.Formats;
import dev.reeve.formats.Provider;
import dev.reeve.formats.template.Templates;
import dev.reeve.server.reading.MarkedMessage;
import dev.reeve.server.reading.MessageFiles;
import dev.reeve.server.reading.PlainText;
import dev.reeve.server.reading.Reading;
import dev.reeve.server.reading.ReadingJson;
import dev.reeve.server.reading.ReadingText;
import dev.reeve.server.reading.TimedReading;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Reads messages without a server and says what it found. It opens nothing but the files it is given, and
/// acts on nothing.
@Command(
        name = "read",
        description = {
            "Read reports from files and say what is in them; nothing is sent, stored or acted on.",
            "PATH is a mail, a bare document (.json .csv .xml .txt .md .html .pdf), a zip or gzip of them, an mbox,",
            "a maildir or a folder. One line for each message, or the message with its facts marked if PATH is one",
            "file and this is a terminal."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything was opened; what can't be read is a quarantined message, not a failure",
            "1:a PATH isn't there, or something in it can't be opened",
            "2:the command was used wrongly",
            "3:--strict, and a message was quarantined"
        })
public final class ReadCommand implements Callable<Integer> {
    static final int SHUT = 1;
    static final int QUARANTINED = 3;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print one JSON object for each message.")
    private boolean json;

    @Option(names = "--marked", description = "Show each message with its facts marked, in a terminal or not.")
    private boolean marked;

    @Option(names = "--strict", description = "Exit with 3 if a message was quarantined.")
    private boolean strict;

    @Option(
            names = "--own",
            arity = "1..*",
            split = ",",
            paramLabel = "PREFIX",
            description =
                    "Your own address blocks: what isn't in them is not accused where the message leaves a doubt.")
    private List<String> own = List.of();

    @Option(
            names = "--templates",
            paramLabel = "FOLDER",
            description = "Your own sender templates (*.yaml), tried before those that are shipped.")
    private @Nullable Path templates;

    @Option(
            names = "--time-max",
            paramLabel = "TIME",
            defaultValue = "PT60S",
            description =
                    "Longest that one message may take, such as PT10S (${DEFAULT-VALUE}); then it is quarantined.")
    private Duration timeMax = TimedReading.LIMIT;

    @Spec
    private CommandSpec spec;

    private boolean shut;
    private boolean any;
    private boolean quarantined;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Provider provider = provider();
        Formats formats = formats();
        boolean show = marked || !json && paths.size() == 1 && Files.isRegularFile(paths.getFirst()) && isTerminal();
        try (TimedReading timed = new TimedReading(timeMax)) {
            MessageFiles.each(paths, found -> print(read(timed, formats, provider, found), found, show, out));
        }
        out.flush();
        if (!any) {
            spec.commandLine().getErr().println("no messages in " + names());
        }
        return shut ? SHUT : strict && quarantined ? QUARANTINED : 0;
    }

    private String names() {
        return paths.stream().map(Path::toString).map(PlainText::of).collect(Collectors.joining(", "));
    }

    private void print(Reading reading, MessageFiles.Found found, boolean show, PrintWriter out) {
        any = true;
        quarantined |= reading.outcome().equals("quarantined");
        if (json) {
            out.println(ReadingJson.line(reading));
        } else if (show && found instanceof MessageFiles.Message message) {
            out.print(MarkedMessage.of(message.bytes(), reading, isTerminal() && System.getenv("NO_COLOR") == null));
        } else {
            out.println(ReadingText.line(reading));
        }
    }

    private Reading read(TimedReading timed, Formats formats, Provider provider, MessageFiles.Found found) {
        return switch (found) {
            case MessageFiles.Message message -> Reading.within(timed, message, formats, provider);
            case MessageFiles.Unopened unopened -> {
                shut |= unopened.lack() != MessageFiles.Lack.UNFIT;
                yield Reading.unopened(unopened);
            }
        };
    }

    private Formats formats() {
        if (templates == null) {
            return Formats.installed();
        }
        if (!Files.isDirectory(templates)) {
            throw new ParameterException(spec.commandLine(), "--templates: " + templates + " is no folder");
        }
        try {
            return Formats.installed().with(Templates.load(templates));
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(spec.commandLine(), "--templates: " + e.getMessage());
        }
    }

    private Provider provider() {
        try {
            return new Provider(own.stream().map(IpPrefix::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--own: " + e.getMessage());
        }
    }

    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
