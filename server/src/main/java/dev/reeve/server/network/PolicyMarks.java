package dev.reeve.server.network;

import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Condition;
import dev.reeve.core.policy.Immediate;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Trigger;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Marks;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private record Of(Policy policy, Map<String, long[]> marks) {}

    PolicyMarks(Supplier<PolicyHistory> policies, InstantSource time) {
        this.policies = policies;
        this.time = time;
    }

    @Override
    public boolean isCrossed(Detection heard, Detection now) {
        Map<String, long[]> marks = marks();
        return !marks.isEmpty()
                && now.numbers().entrySet().stream().anyMatch(number -> {
                    double before = heard.numbers().getOrDefault(number.getKey(), 0.0);
                    double after = number.getValue();
                    return after > before
                            && Arrays.stream(marks.getOrDefault(DetectionReader.fact(number.getKey()), new long[0]))
                                    .anyMatch(mark -> before < mark && after >= mark);
                });
    }

    private Map<String, long[]> marks() {
        Policy policy = policies.get().inForce(time.instant()).orElse(null);
        if (policy == null) {
            return Map.of();
        }
        Of last = heeded;
        if (last == null || !last.policy.hash().equals(policy.hash())) {
            last = new Of(policy, marks(policy.clauses()));
            heeded = last;
        }
        return last.marks;
    }

    private static Map<String, long[]> marks(List<Clause> clauses) {
        Map<String, long[]> marks = new HashMap<>();
        Stream<Condition> immediate =
                clauses.stream().flatMap(clause -> clause.immediates().stream()).map(Immediate::condition);
        Stream<Condition> triggers =
                clauses.stream().flatMap(clause -> clause.triggers().stream()).map(Trigger::condition);
        Stream.concat(immediate, triggers)
                .flatMap(condition -> condition.marks().stream())
                .distinct()
                .limit(MARKS_MAX)
                .forEach(mark -> marks.merge(mark.fact(), new long[] {mark.from()}, PolicyMarks::both));
        return marks;
    }

    private static long[] both(long[] some, long[] more) {
        long[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
