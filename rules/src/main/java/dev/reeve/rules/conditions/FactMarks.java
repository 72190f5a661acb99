package dev.reeve.rules.conditions;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.reeve.core.policy.Mark;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The numbers that a condition compares facts with, read off the condition itself:
/// `observation.facts.number("targets")
/// >= 1000` turns at 1000, on whichever side the fact stands. What is computed isn't looked into.
final class FactMarks {
    /// How far from the number the answer turns, where the fact stands on the left.
    private static final Map<String, Integer> COMPARISONS =
            Map.of("_>=_", 0, "_<_", 0, "_>_", 1, "_<=_", 1, "_==_", 0, "_!=_", 0);

    private static final Map<String, String> MIRRORED =
            Map.of("_>=_", "_<=_", "_<=_", "_>=_", "_>_", "_<_", "_<_", "_>_");

    private FactMarks() {}

    static Set<Mark> of(CelExpr condition) {
        Set<Mark> marks = new HashSet<>();
        collect(condition, marks);
        return Set.copyOf(marks);
    }

    private static void collect(CelExpr expr, Set<Mark> marks) {
        if (expr.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL) {
            return;
        }
        CelExpr.CelCall call = expr.call();
        List<CelExpr> sides = call.args();
        if (COMPARISONS.containsKey(call.function())) {
            add(call.function(), sides.get(0), sides.get(1), marks);
            add(MIRRORED.getOrDefault(call.function(), call.function()), sides.get(1), sides.get(0), marks);
        }
        sides.forEach(side -> collect(side, marks));
    }

    private static void add(String comparison, CelExpr left, CelExpr right, Set<Mark> marks) {
        Optional<String> fact = fact(left);
        boolean isNumber = right.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && right.constant().getKind() == CelConstant.Kind.INT64_VALUE;
        if (fact.isPresent() && isNumber) {
            marks.add(new Mark(fact.get(), right.constant().int64Value() + COMPARISONS.getOrDefault(comparison, 0)));
        }
    }

    private static Optional<String> fact(CelExpr expr) {
        if (expr.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL
                || !expr.call().function().equals("number")
                || expr.call().args().size() != 1) {
            return Optional.empty();
        }
        CelExpr name = expr.call().args().get(0);
        boolean isText = name.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && name.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return isText ? Optional.of(name.constant().stringValue()) : Optional.empty();
    }
}
