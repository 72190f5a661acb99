package dev.reeve.formats;

/// What a format says of itself, for the reference page.
///
/// @param reads which messages it takes
/// @param needs what must be there to make a report
/// @param fooledBy what leads it astray
public record About(String reads, String needs, String fooledBy) {
    /// Of a format that hasn't told yet.
    public static final About UNTOLD = new About("", "", "");

    public boolean isTold() {
        return !reads.isBlank() && !needs.isBlank() && !fooledBy.isBlank();
    }
}
