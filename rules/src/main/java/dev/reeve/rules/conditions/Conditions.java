package dev.reeve.rules.conditions;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.reeve.core.policy.Condition;
import java.util.List;
import java.util.Map;

/// Compiles conditions and checks their types against the {@link Vocabulary}. Made once, used for a whole
/// file.
public final class Conditions {
    /// Longest condition in code points: the longest one shipped has about 400.
    static final int LENGTH_MAX = 4_000;

    /// Deepest nesting of a condition, so that the parser's stack is safe.
    static final int DEPTH_MAX = 40;

    /// Most steps that loops within one evaluation may take; facts are at most 64.
    static final int STEPS_MAX = 1_000;

    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(LENGTH_MAX)
            .maxParseRecursionDepth(DEPTH_MAX)
            .comprehensionMaxIterations(STEPS_MAX)
            .maxRegexProgramSize(2_000)
            .build();

    private final Cel cel = compiler();

    /// What came of compiling: the condition, or everything that is wrong with it.
    public sealed interface Outcome {}

    public record Compiled(CelCondition condition) implements Outcome {}

    public record Wrong(List<ConditionError> errors) implements Outcome {}

    /// Stands where a condition was refused, so that reading can go on to the next problem.
    public static Condition never(String source) {
        return new Condition() {
            @Override
            public boolean holds(dev.reeve.core.policy.Question question) {
                return false;
            }

            @Override
            public String source() {
                return source;
            }
        };
    }

    public Outcome compile(String source) {
        try {
            CelAbstractSyntaxTree ast = cel.compile(source).getAst();
            if (!ast.getResultType().equals(SimpleType.BOOL)) {
                return new Wrong(List.of(new ConditionError(
                        0,
                        "a condition is true or false, but this gives "
                                + ast.getResultType().name(),
                        "a comparison, as in `observation.kind == \"messaging/spam\"`")));
            }
            return new Compiled(new CelCondition(
                    source, cel.createProgram(ast), KindGate.of(ast.getExpr()), FactMarks.of(ast.getExpr())));
        } catch (CelValidationException e) {
            return new Wrong(ConditionError.of(source, e.getErrors()));
        } catch (CelEvaluationException | RuntimeException e) {
            return new Wrong(List.of(new ConditionError(
                    0, "this condition cannot be compiled", "a simpler condition; see policies/README.md")));
        }
    }

    private static Cel compiler() {
        MapType facts = MapType.create(SimpleType.STRING, SimpleType.STRING);
        CelBuilder builder = CelFactory.standardCelBuilder()
                .setOptions(LIMITS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(
                        CelFunctionDecl.newFunctionDeclaration(
                                "number",
                                CelOverloadDecl.newMemberOverload(
                                        "facts_number", SimpleType.INT, facts, SimpleType.STRING)),
                        CelFunctionDecl.newFunctionDeclaration(
                                "text",
                                CelOverloadDecl.newMemberOverload(
                                        "facts_text", SimpleType.STRING, facts, SimpleType.STRING)))
                .addFunctionBindings(
                        CelFunctionBinding.from("facts_number", Map.class, String.class, Conditions::number),
                        CelFunctionBinding.from("facts_text", Map.class, String.class, Conditions::text));
        Vocabulary.all().values().forEach(word -> builder.addVar(word.word(), word.type()));
        return builder.build();
    }

    private static Object text(Map<?, ?> facts, String name) {
        return facts.get(name) instanceof String text ? text : "";
    }

    private static Object number(Map<?, ?> facts, String name) {
        String text = facts.get(name) instanceof String value ? value : "";
        boolean whole = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return whole ? Long.parseLong(text) : 0L;
    }
}
