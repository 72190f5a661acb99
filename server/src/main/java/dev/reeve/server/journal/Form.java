package dev.reeve.server.journal;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// How values of one type are written in the journal. These forms are for ever: never change one, add a new event.
interface Form {
    void write(Object value, JsonGenerator out);

    /// @throws FormException naming what is wrong
    Object read(JsonNode node);

    /// Bytes that aren't in the form; the message says where and what.
    final class FormException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FormException(String message) {
            super(message);
        }

        FormException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
