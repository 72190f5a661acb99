package dev.reeve.actuators.process;

/// How a program that was run came to its end.
public sealed interface Ending {
    /// It ended by itself. The output is as much as the limit allows; {@link BoundedProcess} reports more as {@link
    /// Overflowed}.
    record Exited(int code, String out, String err) implements Ending {
        /// Both outputs on one line, for a record of what happened.
        public String words() {
            String both = (out.strip() + " " + err.strip()).strip().replaceAll("\\s+", " ");
            String cut = both.length() > WORDS_MAX ? both.substring(0, WORDS_MAX) + "…" : both;
            return "exit " + code + (cut.isEmpty() ? "" : ": " + cut);
        }
    }

    /// Long enough for an error message, short enough to be kept with every action.
    int WORDS_MAX = 400;

    record NotStarted(String reason) implements Ending {}

    /// It was killed, and may have done its work or not.
    record TimedOut(String reason) implements Ending {}

    /// It wrote more than the limit and was killed.
    record Overflowed(String reason) implements Ending {}
}
