package dev.reeve.rules.conditions;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.reeve.core.policy.Condition;
import dev.reeve.core.policy.Mark;
import dev.reeve.core.policy.Question;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A compiled condition. Safe for many threads at once. One that can't be answered, say for a fact that isn't
/// there, does not hold, and is counted: nobody is accused on an error.
public final class CelCondition implements Condition {
    private final String source;
    private final CelRuntime.Program program;
    private final @Nullable Set<String> kinds;
    private final Set<Mark> marks;
    private final LongAdder failures = new LongAdder();

    CelCondition(String source, CelRuntime.Program program, Optional<Set<String>> kinds, Set<Mark> marks) {
        this.marks = marks;
        this.source = source;
        this.program = program;
        this.kinds = kinds.orElse(null);
    }

    @Override
    public boolean holds(Question question) {
        if (kinds != null && !kinds.contains(question.observation().kind().toString())) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(program.eval(name -> value(name, question)));
        } catch (CelEvaluationException | RuntimeException e) {
            failures.increment();
            return false;
        }
    }

    private static Optional<Object> value(String name, Question question) {
        Vocabulary word = Vocabulary.all().get(name);
        return word == null ? Optional.empty() : Optional.of(word.valueIn(question));
    }

    @Override
    public Set<String> kinds() {
        return kinds == null ? Set.of() : kinds;
    }

    @Override
    public Set<Mark> marks() {
        return marks;
    }

    @Override
    public String source() {
        return source;
    }

    /// How often it could not be answered since it was loaded.
    public long failures() {
        return failures.sum();
    }

    @Override
    public String toString() {
        return source;
    }
}
