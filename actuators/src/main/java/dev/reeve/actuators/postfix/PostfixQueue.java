package dev.reeve.actuators.postfix;

import dev.reeve.actuators.process.BoundedProcess;
import dev.reeve.actuators.process.Ending;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Postfix's queue: listed with `postqueue -j`, changed with `postsuper`. The latter exits with 0 for ids that it does
/// not
/// know, so only a new listing tells what it did.
record PostfixQueue(List<String> postqueue, List<String> postsuper, BoundedProcess process) {
    /// The listing could not be had or understood.
    static final class QueueUnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        QueueUnreadableException(String reason) {
            super(reason);
        }
    }

    record Mail(String queue, String id, String sender) {
        boolean held() {
            return queue.equals("hold");
        }
    }

    /// A listing of some ten thousand mails.
    static final int OUTPUT_BYTES_MAX = 64 << 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    List<Mail> list() throws QueueUnreadableException {
        return switch (process.run(with(postqueue, "-j"), "")) {
            case Ending.Exited exited when exited.code() == 0 -> parsed(exited.out());
            case Ending.Exited exited -> throw new QueueUnreadableException("postqueue " + exited.words());
            case Ending.NotStarted notStarted -> throw new QueueUnreadableException(notStarted.reason());
            case Ending.TimedOut timedOut -> throw new QueueUnreadableException(timedOut.reason());
            case Ending.Overflowed overflowed -> throw new QueueUnreadableException(overflowed.reason());
        };
    }

    private static List<Mail> parsed(String out) throws QueueUnreadableException {
        List<Mail> mails = new ArrayList<>();
        try {
            for (String line : out.lines().toList()) {
                JsonNode mail = JSON.readTree(line);
                mails.add(new Mail(
                        mail.path("queue_name").asString(""),
                        mail.path("queue_id").asString(""),
                        mail.path("sender").asString("").toLowerCase(Locale.ROOT)));
            }
            return mails;
        } catch (JacksonException e) {
            throw new QueueUnreadableException("postqueue printed no JSON; Postfix 3.1 or newer is needed");
        }
    }

    Ending hold(Collection<String> ids) {
        return process.run(with(postsuper, "-h", "-"), String.join("\n", ids) + "\n");
    }

    Ending release(Collection<String> ids) {
        return process.run(with(postsuper, "-H", "-"), String.join("\n", ids) + "\n");
    }

    private static List<String> with(List<String> program, String... arguments) {
        List<String> all = new ArrayList<>(program);
        all.addAll(List.of(arguments));
        return all;
    }
}
