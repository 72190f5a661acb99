package dev.reeve.actuators.template;

/// An order that this lever cannot carry out as it is configured, such as one without a name that a template needs.
/// Levers turn it into a refusal; it never leaves them.
public final class UnusableOrderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnusableOrderException(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
