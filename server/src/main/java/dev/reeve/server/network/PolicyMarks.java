package dev.reeve.server.network;

import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Condition;
import dev.reeve.core.policy.Immediate;
import dev.reeve.core.policy.Mark;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Trigger;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Marks;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The numbers that rules of the policy in force compare facts with: a detection that crosses one is told at once, so
/// that a step that can't wait isn't waited for. Another policy is heeded from its adoption on.
final class PolicyMarks implements Marks {
    /// Marks of one policy that are heeded, those of immediate steps first: a detection is told once for each at most,
    /// and a policy of thousands must not make it told thousands of times.
    static final int MARKS_MAX = 64;

    private final Supplier<PolicyHistory> policies;
    private final InstantSource time;
    private volatile @Nullable Of heeded;

    private record Of(Policy policy, List<KindMark> marks) {}

    /// @param kinds of which it is asked; none for all
    private record KindMark(Set<String> kinds, Mark mark) {
        boolean concerns(String kind) {
            return kinds.isEmpty() || kinds.contains(kind);
        }
    }

    PolicyMarks(Supplier<PolicyHistory> policies, InstantSource time) {
        this.policies = policies;
        this.time = time;
    }

    @Override
    public boolean isCrossed(Detection heard, Detection now) {
        String kind = now.kind().toString();
        List<Mark> asked = marks().stream()
                .filter(mark -> mark.concerns(kind))
                .map(KindMark::mark)
                .toList();
        return !asked.isEmpty()
                && now.numbers().entrySet().stream().anyMatch(number -> {
                    double before = heard.numbers().getOrDefault(number.getKey(), 0.0);
                    return number.getValue() > before && isCrossed(asked, number.getKey(), before, number.getValue());
                });
    }

    private static boolean isCrossed(List<Mark> asked, String number, double before, double after) {
        String fact = DetectionReader.fact(number);
        return asked.stream()
                .anyMatch(mark -> mark.fact().equals(fact) && before < mark.from() && after >= mark.from());
    }

    private List<KindMark> marks() {
        Policy policy = policies.get().inForce(time.instant()).orElse(null);
        if (policy == null) {
            return List.of();
        }
        Of last = heeded;
        if (last == null || !last.policy.hash().equals(policy.hash())) {
            last = new Of(policy, marks(policy.clauses()));
            heeded = last;
        }
        return last.marks;
    }

    private static List<KindMark> marks(List<Clause> clauses) {
        Stream<KindMark> immediate = clauses.stream()
                .flatMap(clause -> marks(clause, clause.immediates().stream().map(Immediate::condition)));
        Stream<KindMark> triggers = clauses.stream()
                .flatMap(clause -> marks(clause, clause.triggers().stream().map(Trigger::condition)));
        return Stream.concat(immediate, triggers).distinct().limit(MARKS_MAX).toList();
    }

    private static Stream<KindMark> marks(Clause clause, Stream<Condition> conditions) {
        Set<String> kinds = kinds(clause);
        return conditions.flatMap(condition -> condition.marks().stream().map(mark -> new KindMark(kinds, mark)));
    }

    /// The kinds that can break a clause: what else it asks is asked of these alone.
    private static Set<String> kinds(Clause clause) {
        Set<String> kinds = new HashSet<>();
        for (Trigger trigger : clause.triggers()) {
            if (trigger.condition().kinds().isEmpty()) {
                return Set.of();
            }
            kinds.addAll(trigger.condition().kinds());
        }
        return Set.copyOf(kinds);
    }
}
