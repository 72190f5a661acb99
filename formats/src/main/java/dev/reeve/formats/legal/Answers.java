package dev.reeve.formats.legal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text as questions and answers, where it came from a web form: the words of a question are the form's, and nobody
/// says
/// them by sending it. Text that is no form is all answer.
final class Answers {
    private static final Pattern BOLD = Pattern.compile("^\\s{0,3}(?:\\*\\*|__|#{1,6}\\s).{3,}");
    private static final Pattern ASKS = Pattern.compile(
            "^\\s{0,3}(?:q\\d*[.:)] ?|\\d{1,2}[.)] )?(?:are you|do you|did you|have you|is the|is there|what |which |who |where |how |please (?:provide|describe|confirm|type|list|identify|enter|give|state|tell|explain)|type \\(|so that we can|if you|provide )");

    /// @param question as asked; empty for what stands before the first one
    /// @param from first character of its answer
    /// @param to the one after the last
    record Answer(String question, int from, int to) {}

    private final List<Answer> answers;
    private final BitSet questions;

    private Answers(List<Answer> answers, BitSet questions) {
        this.answers = answers;
        this.questions = questions;
    }

    static Answers of(String text) {
        BitSet asked = new BitSet();
        List<Answer> answers = new ArrayList<>();
        String question = "";
        int begin = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String line = text.substring(at, end);
            int stop = questionEnd(line);
            if (stop > 0) {
                answers.add(new Answer(question, begin, at));
                int whole = at + stop;
                int more = end;
                // A question that was wrapped goes on to the next blank line or its closing mark.
                boolean closed = line.strip().endsWith("**")
                        || line.strip().endsWith("__")
                        || line.strip().endsWith("?")
                        || line.strip().endsWith(":");
                while (stop == line.length()
                        && !closed
                        && more < text.length()
                        && !text.startsWith("\n", more + 1)
                        && more - at < 1_500) {
                    int next = text.indexOf('\n', more + 1);
                    more = next < 0 ? text.length() : next;
                    whole = more;
                    closed = text.substring(at, more).stripTrailing().endsWith("**");
                }
                question = text.substring(at, whole).strip();
                asked.set(at, whole);
                begin = whole;
                end = Math.max(end, whole);
                end = text.indexOf('\n', Math.max(0, end - 1)) < 0 ? end : Math.max(end, whole);
                at = Math.max(at + 1, whole);
                if (at < text.length() && text.charAt(at) == '\n') {
                    at++;
                }
                continue;
            }
            at = end + 1;
        }
        answers.add(new Answer(question, begin, text.length()));
        return answers.size() < 4
                ? new Answers(List.of(new Answer("", 0, text.length())), new BitSet())
                : new Answers(List.copyOf(answers), asked);
    }

    /// Where the question in a line ends; 0 where there is none.
    private static int questionEnd(String line) {
        String low = line.toLowerCase(Locale.ROOT);
        if (BOLD.matcher(line).matches()) {
            int close = line.indexOf("**", line.indexOf("**") + 2);
            return close > 0 && line.stripLeading().startsWith("**") ? close + 2 : line.length();
        }
        boolean asks = ASKS.matcher(low).lookingAt()
                && (low.stripTrailing().endsWith("?") || low.stripTrailing().endsWith(":") || low.length() > 60);
        return asks ? line.length() : 0;
    }

    boolean isForm() {
        return answers.size() > 1;
    }

    List<Answer> list() {
        return answers;
    }

    /// Whether the sender says it, and not the form.
    boolean isSaid(int at) {
        return !questions.get(at);
    }

    /// The question that a place answers.
    String questionAt(int at) {
        for (Answer answer : answers) {
            if (at >= answer.from() && at < answer.to()) {
                return answer.question().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }
}
