package dev.reeve.actuators.postfix;

import dev.reeve.actuators.process.BoundedProcess;
import dev.reeve.actuators.settings.Settings;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.ActuatorType;
import dev.reeve.core.ids.LeverName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The lever for mail that leaves by Postfix.
public final class PostfixType implements ActuatorType {
    @Override
    public String type() {
        return "postfix";
    }

    @Override
    public String purpose() {
        return "Holds or refuses the mail of one mailbox, domain, address or login at a Postfix server.";
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "listen!",
                "Where Postfix asks for each mail: 127.0.0.1:10040 or unix:/var/spool/postfix/private/reeve.");
        settings.put(
                "state-dir!",
                "The directory for rules and for the ids of held mail; the agent gives its own when it is not set.");
        settings.put(
                "queue",
                "Whether mail that waits in the queue is held and let go as well: true or false; true when not set.");
        settings.put("postqueue", "The program that lists the queue; /usr/sbin/postqueue when not set.");
        settings.put("postsuper", "The program that holds and lets go; /usr/sbin/postsuper when not set.");
        settings.put("timeout", "How long one run of these may take; 20s when not set.");
        return settings;
    }

    @Override
    public boolean privileged() {
        return true;
    }

    @Override
    public Actuator create(LeverName name, Map<String, Object> values, InstantSource time) {
        Settings settings = Settings.ofLever(name.value(), values);
        PolicyAddress address = PolicyAddress.of(settings);
        MailRules rules = new MailRules(
                Path.of(settings.text("state-dir", "write a directory that only the agent can write to")),
                name.value().replace(':', '_'));
        BoundedProcess process = new BoundedProcess(
                settings.duration("timeout", Duration.ofSeconds(20), Duration.ofMinutes(5)),
                PostfixQueue.OUTPUT_BYTES_MAX,
                BoundedProcess.PLAIN_ENVIRONMENT);
        PostfixQueue queue = new PostfixQueue(program(settings, "postqueue"), program(settings, "postsuper"), process);
        PostfixActuator actuator = new PostfixActuator(
                name,
                rules,
                new PolicyService(address, rules),
                new PolicyCheck(address),
                settings.flag("queue", true) ? queue : null);
        settings.finish();
        return actuator;
    }

    private static List<String> program(Settings settings, String name) {
        List<String> program = settings.has(name) ? settings.texts(name) : List.of("/usr/sbin/" + name);
        if (program.isEmpty() || !program.getFirst().startsWith("/")) {
            throw settings.wrong(name, "does not begin with a program", "write its absolute path");
        }
        return program;
    }
}
