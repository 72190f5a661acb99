package dev.reeve.actuators.readback;

import dev.reeve.actuators.readback.Extraction.Found;
import dev.reeve.actuators.settings.Settings;
import dev.reeve.actuators.template.UnusableOrderException;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Reading;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Judges what a back end shows: whether the effect is in force, and whether by our order or for another reason.
///
/// Whose it is must be told by the back end, in a place that our act filled with the order's id, such as the reason for
/// a
/// suspension. A value that the operator did not foresee is unreadable, never "absent".
public final class StateRule {
    /// Enough for a reason as people write them.
    private static final int SHOWN_MAX = 300;

    private enum Missing {
        UNREADABLE,
        ABSENT
    }

    private final Extraction state;
    private final Set<String> inForce;
    private final Set<String> absent;
    private final Missing missing;
    private final Extraction holder;

    private StateRule(Extraction state, Set<String> inForce, Set<String> absent, Missing missing, Extraction holder) {
        this.state = state;
        this.inForce = inForce;
        this.absent = absent;
        this.missing = missing;
        this.holder = holder;
    }

    /// Reads the sections `state` and `holder` of a lever.
    public static StateRule of(Settings lever) {
        Settings state = lever.requiredSection(
                "state",
                "write a section with pointer or regex, in-force and absent: how the answer of read is understood");
        Settings holder = lever.requiredSection(
                "holder",
                "write a section with the pointer or regex of the place that shows {action} when the effect is ours");
        Extraction stateAt = Extraction.of(state);
        Set<String> inForce = Set.copyOf(state.requiredTexts("in-force", "write the values that mean: in force"));
        boolean mayMiss = state.word("missing", "unreadable", Set.of("unreadable", "absent"))
                .equals("absent");
        Set<String> absent = Set.copyOf(
                mayMiss
                        ? state.texts("absent")
                        : state.requiredTexts("absent", "write the values that mean: not in force"));
        if (absent.stream().anyMatch(inForce::contains)) {
            throw state.wrong("absent", "has a value that in-force has too", "let every value mean one thing");
        }
        Extraction holderAt = Extraction.of(holder);
        state.finish();
        holder.finish();
        return new StateRule(stateAt, inForce, absent, mayMiss ? Missing.ABSENT : Missing.UNREADABLE, holderAt);
    }

    public Reading judge(String answer, ActionOrder order) {
        try {
            return switch (state.from(answer, order)) {
                case Found.Broken broken -> new Reading.Unreadable(broken.reason());
                case Found.Nothing() ->
                    missing == Missing.ABSENT
                            ? Reading.absent("nothing there")
                            : new Reading.Unreadable("the answer has no state where the settings look for it");
                case Found.Value value -> judge(value.text().strip(), answer, order);
            };
        } catch (UnusableOrderException e) {
            return new Reading.Unreadable(e.reason());
        }
    }

    private Reading judge(String value, String answer, ActionOrder order) {
        if (absent.contains(value)) {
            return Reading.absent(shown(value));
        }
        if (!inForce.contains(value)) {
            return new Reading.Unreadable(
                    "the state is \"" + shown(value) + "\", which is neither under in-force nor under absent");
        }
        return switch (holder.from(answer, order)) {
            case Found.Broken broken -> new Reading.Unreadable(broken.reason());
            case Found.Nothing() -> Reading.others(shown(value));
            case Found.Value by -> {
                String words = shown(value) + " (" + shown(by.text()) + ")";
                yield names(by.text(), order.id().value()) ? Reading.ours(words) : Reading.others(words);
            }
        };
    }

    /// Whether the text names this very id, and not a longer one that begins or ends like it.
    static boolean names(String text, String id) {
        return Pattern.compile("(?<![A-Za-z0-9._@+-])" + Pattern.quote(id) + "(?![A-Za-z0-9]|[._:@+-][A-Za-z0-9])")
                .matcher(text)
                .find();
    }

    private static String shown(String text) {
        return Optional.of(text.replaceAll("\\s+", " "))
                .map(line -> line.length() > SHOWN_MAX ? line.substring(0, SHOWN_MAX) + "…" : line)
                .orElseThrow();
    }
}
