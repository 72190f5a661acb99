package dev.reeve.actuators.nftables;

import dev.reeve.actuators.process.BoundedProcess;
import dev.reeve.actuators.process.Ending;
import dev.reeve.actuators.settings.Settings;
import dev.reeve.actuators.template.Escape;
import dev.reeve.actuators.template.Template;
import dev.reeve.actuators.template.Templates;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Probe;
import java.util.List;

/// Looks whether traffic passes, by a program of the operator's: exit 0 says that it passes, 1 that it does not.
record TrafficProbe(List<Template> command, BoundedProcess process) {
    static TrafficProbe of(Settings settings, BoundedProcess process) {
        List<String> texts = settings.texts("probe");
        if (!texts.isEmpty() && !texts.getFirst().startsWith("/")) {
            throw settings.wrong(
                    "probe", "does not begin with a program", "write its absolute path, then its arguments");
        }
        return new TrafficProbe(Templates.list(settings, "probe", texts), process);
    }

    Probe look(ActionOrder order, boolean blocked) {
        if (command.isEmpty()) {
            return new Probe.NotProbed();
        }
        List<String> rendered = command.stream()
                .map(each -> each.render(order, Escape.ARGUMENT))
                .toList();
        return switch (process.run(rendered, "")) {
            case Ending.Exited exited
            when exited.code() == 0 ->
                blocked ? new Probe.Contradicted("traffic passes") : new Probe.Confirmed("traffic passes");
            case Ending.Exited exited
            when exited.code() == 1 ->
                blocked ? new Probe.Confirmed("no traffic passes") : new Probe.Contradicted("no traffic passes");
            case Ending.Exited _, Ending.NotStarted _, Ending.TimedOut _, Ending.Overflowed _ -> new Probe.NotProbed();
        };
    }
}
