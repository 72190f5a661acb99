package dev.reeve.formats.template;

/// Text that a pattern may look at only so often. A pattern written in haste takes a time that grows with a
/// power of the text; here it ends after a number of steps, which is the same on every machine, unlike a
/// time.
final class StepLimitedText implements CharSequence {
    /// Steps for one message: about a second. Patterns in use take a few times the text's length.
    static final int STEPS_MAX = 50_000_000;

    /// Steps between two looks whether somebody still waits.
    private static final int LOOK_EVERY = 0xFFFF;

    private final CharSequence text;
    private final Budget budget;

    StepLimitedText(CharSequence text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    /// What is left for all texts of one message.
    static final class Budget {
        private int left = STEPS_MAX;

        private void spend() {
            boolean givenUp = (left & LOOK_EVERY) == 0 && Thread.currentThread().isInterrupted();
            if (--left < 0 || givenUp) {
                throw new StepsExceededException();
            }
        }
    }

    static final class StepsExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StepsExceededException() {
            super("a pattern took more than " + STEPS_MAX + " steps", null, false, false);
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        budget.spend();
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new StepLimitedText(text.subSequence(start, end), budget);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
