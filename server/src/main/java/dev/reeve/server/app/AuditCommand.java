package dev.reeve.server.app;

import dev.reeve.core.policy.Policy;
import dev.reeve.rules.PolicyFile;
import dev.reeve.server.audit.Audit;
import dev.reeve.server.audit.AuditPage;
import dev.reeve.server.audit.AuditRun;
import dev.reeve.server.audit.AuditText;
import dev.reeve.server.cli.PolicyPath;
import dev.reeve.server.cli.Refusals;
import dev.reeve.server.holdings.InventoryHoldings;
import dev.reeve.server.reading.PlainText;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Reads a desk's own past mail and says on one page what is in it.
@Command(
        name = "audit",
        description = {
            "Read your own past abuse mail and print one page about it; nothing is sent, stored or acted on.",
            "Who is reported most and again, what was no report, what nobody holds, what couldn't be read, how long",
            "things took, and what the policy would have begun."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the page was made",
            "1:the policy file is not right",
            "2:the command was used wrongly, or there is nothing to read"
        })
public final class AuditCommand implements Callable<Integer> {
    private static final int PROGRESS_EVERY = 1_000;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Mbox files, maildirs, folders, single mails.")
    private List<Path> paths = List.of();

    @Option(
            names = "--holdings",
            paramLabel = "FILE",
            description = "An inventory (CSV or JSON, as for holdings import): who held what, when.")
    private @Nullable Path holdings;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy file; when left out policies/acceptable-use.yaml.")
    private @Nullable Path policyFile;

    @Option(
            names = "--sure-from",
            paramLabel = "PERCENT",
            defaultValue = "" + Settings.SURE_PERCENT,
            description =
                    "How surely a report must be read to begin anything, as desk.sure-from (${DEFAULT-VALUE}). What"
                            + " was read less surely would have waited for a person.")
    private int surePercent;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the page as one HTML file too.")
    private @Nullable Path html;

    @Option(names = "--json", description = "Print it as JSON instead.")
    private boolean json;

    @Option(names = "--top", paramLabel = "N", defaultValue = "10", description = "Longest list (${DEFAULT-VALUE}).")
    private int top;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (surePercent < 0 || surePercent > 100) {
            throw new ParameterException(spec.commandLine(), "--sure-from: 0 to 100, not " + surePercent);
        }
        return switch (PolicyFile.load(PolicyPath.of(policyFile, System.getenv("REEVE_HOME")))) {
            case PolicyFile.Refused refused -> Refusals.print(out, refused.errors());
            case PolicyFile.Accepted(Policy policy) -> {
                InventoryHoldings inventory = holdings == null ? null : InventoryHoldings.read(holdings);
                Audit audit = AuditRun.over(
                        paths,
                        Files::newInputStream,
                        inventory,
                        policy,
                        surePercent,
                        Clock.systemUTC().instant(),
                        top,
                        count -> {
                            if (count % PROGRESS_EVERY == 0) {
                                err.printf(Locale.ROOT, "%,d messages%n", count);
                            }
                        });
                audit.problems().forEach(problem -> err.println(PlainText.of(problem)));
                if (audit.messages() == 0) {
                    err.println("no messages in " + names() + ": there is nothing to make a page of");
                    yield 2;
                }
                print(audit, out);
                yield 0;
            }
        };
    }

    private String names() {
        return paths.stream().map(Path::toString).map(PlainText::of).collect(Collectors.joining(", "));
    }

    private void print(Audit audit, PrintWriter out) {
        out.print(json ? JsonMapper.shared().writeValueAsString(audit) + "\n" : AuditText.page(audit));
        out.flush();
        if (html != null) {
            try {
                Files.writeString(html, AuditPage.html(audit));
            } catch (IOException e) {
                String why = e instanceof NoSuchFileException ? "there is no such folder" : e.toString();
                throw new SetupException("the page " + html + " can't be written: " + why, e);
            }
        }
    }
}
