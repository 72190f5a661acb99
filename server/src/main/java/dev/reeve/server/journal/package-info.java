/// The journal in PostgreSQL: the form of its entries, the one appender, what is projected from it, and how it is
/// verified.
@NullMarked
package dev.reeve.server.journal;

import org.jspecify.annotations.NullMarked;
