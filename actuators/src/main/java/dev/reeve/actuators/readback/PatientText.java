package dev.reeve.actuators.readback;

/// Text that a regular expression may look at only so often: what a back end sends must not keep a matcher busy for
/// ever.
final class PatientText implements CharSequence {
    static final class OutOfPatienceException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// Some tenths of a second of matching; an expression that needs more on one answer is written badly.
    static final int LOOKS_MAX = 20_000_000;

    private final CharSequence text;
    private final int[] looks;

    PatientText(CharSequence text) {
        this(text, new int[1]);
    }

    private PatientText(CharSequence text, int[] looks) {
        this.text = text;
        this.looks = looks;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks[0] > LOOKS_MAX) {
            throw new OutOfPatienceException();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new PatientText(text.subSequence(start, end), looks);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
