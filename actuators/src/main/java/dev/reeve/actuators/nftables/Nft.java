package dev.reeve.actuators.nftables;

import dev.reeve.actuators.process.BoundedProcess;
import dev.reeve.actuators.process.Ending;
import dev.reeve.core.actions.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Runs `nft` on one table of ours. What is sent is one transaction: all of it takes effect or none.
final class Nft {
    /// What came of a listing.
    sealed interface Listing {
        record Listed(FirewallTable table) implements Listing {}

        record Failed(String reason) implements Listing {}
    }

    /// A table with some ten thousand elements.
    static final int OUTPUT_BYTES_MAX = 16 << 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<String> program;
    private final BoundedProcess process;
    private final String table;

    Nft(List<String> program, BoundedProcess process, String table) {
        this.program = List.copyOf(program);
        this.process = process;
        this.table = table;
    }

    Listing list() {
        return switch (process.run(command("-j", "list", "table", "inet", table), "")) {
            case Ending.Exited exited when exited.code() == 0 -> parsed(exited.out());
            // The words are the kernel's ENOENT, in the C locale.
            case Ending.Exited exited
            when exited.err().contains("No such file or directory") -> new Listing.Listed(FirewallTable.NONE);
            case Ending.Exited exited -> new Listing.Failed("nft " + exited.words());
            case Ending.NotStarted notStarted -> new Listing.Failed(notStarted.reason());
            case Ending.TimedOut timedOut -> new Listing.Failed(timedOut.reason());
            case Ending.Overflowed overflowed -> new Listing.Failed(overflowed.reason());
        };
    }

    private static Listing parsed(String out) {
        try {
            return new Listing.Listed(FirewallTable.of(JSON.readTree(out)));
        } catch (JacksonException e) {
            return new Listing.Failed("nft printed no JSON");
        }
    }

    Answer commit(List<Map<String, Object>> commands) {
        String transaction = JSON.writeValueAsString(Map.of("nftables", commands));
        return switch (process.run(command("-j", "-f", "-"), transaction)) {
            case Ending.Exited exited when exited.code() == 0 -> new Answer.Accepted("nft " + exited.words());
            case Ending.Exited exited -> new Answer.Refused("nft " + exited.words());
            case Ending.NotStarted notStarted -> new Answer.Refused(notStarted.reason());
            case Ending.TimedOut timedOut -> new Answer.Unclear(timedOut.reason());
            case Ending.Overflowed overflowed -> new Answer.Unclear(overflowed.reason());
        };
    }

    private List<String> command(String... arguments) {
        List<String> all = new ArrayList<>(program);
        all.addAll(List.of(arguments));
        return all;
    }
}
