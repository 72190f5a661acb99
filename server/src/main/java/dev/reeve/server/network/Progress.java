package dev.reeve.server.network;

import dev.reeve.server.doors.DoorBook;

/// How far something that is followed was read, as it stands in the book of doors, where a person sees how it
/// does: after a restart it goes on from there. For one thread.
final class Progress {
    private final DoorBook book;
    private final String name;
    private String place;
    private int taken;
    private String why = "";

    Progress(DoorBook book, String name) {
        this.book = book;
        this.name = name;
        this.place = book.find(name).map(DoorBook.Line::place).orElse("");
    }

    String name() {
        return name;
    }

    /// Where it was left; empty for never.
    String place() {
        return place;
    }

    /// @param more of it that mattered
    void took(int more) {
        taken += more;
    }

    /// @param reason why it can't be read just now; empty where it can
    void stands(String reason) {
        why = reason;
    }

    /// @return whether it was read any further, and nothing is wrong
    boolean putDown(String now) {
        boolean further = !now.equals(place) || taken > 0;
        if (further) {
            book.good(name, now, taken);
            place = now;
            taken = 0;
        }
        if (!why.isEmpty()) {
            book.bad(name, why);
        }
        return further && why.isEmpty();
    }

    void bad(String reason) {
        book.bad(name, reason);
    }
}
