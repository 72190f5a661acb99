package dev.reeve.rules.conditions;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The kinds outside of which a condition can't hold, read off the condition itself: nearly every trigger
/// begins with `observation.kind == "…" &&`, so most are answered by one look into a set instead of an
/// evaluation. It only ever says no where the full evaluation would; where it can't tell, there is no gate.
final class KindGate {
    private static final String KIND = Vocabulary.KIND.word();

    private KindGate() {}

    /// @return the kinds, or empty when the condition may hold for any
    static Optional<Set<String>> of(CelExpr condition) {
        if (condition.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL) {
            return Optional.empty();
        }
        CelExpr.CelCall call = condition.call();
        return switch (call.function()) {
            case "_&&_" -> both(call.args());
            case "_||_" -> either(call.args());
            case "_==_" -> equal(call.args());
            case "@in" -> member(call.args());
            default -> Optional.empty();
        };
    }

    private static Optional<Set<String>> both(List<CelExpr> sides) {
        return sides.stream().flatMap(side -> of(side).stream()).reduce((a, b) -> {
            Set<String> common = new HashSet<>(a);
            common.retainAll(b);
            return common;
        });
    }

    private static Optional<Set<String>> either(List<CelExpr> sides) {
        Set<String> kinds = new HashSet<>();
        for (CelExpr side : sides) {
            Optional<Set<String>> gate = of(side);
            if (gate.isEmpty()) {
                return Optional.empty();
            }
            kinds.addAll(gate.get());
        }
        return Optional.of(kinds);
    }

    private static Optional<Set<String>> equal(List<CelExpr> sides) {
        CelExpr left = sides.get(0);
        CelExpr right = sides.get(1);
        return isKind(left)
                ? text(right).map(Set::of)
                : isKind(right) ? text(left).map(Set::of) : Optional.empty();
    }

    private static Optional<Set<String>> member(List<CelExpr> sides) {
        CelExpr list = sides.get(1);
        if (!isKind(sides.get(0)) || list.exprKind().getKind() != CelExpr.ExprKind.Kind.LIST) {
            return Optional.empty();
        }
        Set<String> kinds = new HashSet<>();
        for (CelExpr element : list.list().elements()) {
            Optional<String> kind = text(element);
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            kinds.add(kind.get());
        }
        return Optional.of(kinds);
    }

    private static boolean isKind(CelExpr expr) {
        return KIND.equals(dotted(expr));
    }

    private static String dotted(CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case IDENT -> expr.ident().name();
            case SELECT ->
                expr.select().testOnly()
                        ? ""
                        : dotted(expr.select().operand()) + "." + expr.select().field();
            case CONSTANT, CALL, LIST, STRUCT, MAP, COMPREHENSION, NOT_SET -> "";
        };
    }

    private static Optional<String> text(CelExpr expr) {
        boolean isText = expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return isText ? Optional.of(expr.constant().stringValue()) : Optional.empty();
    }
}
