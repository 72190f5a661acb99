/// The append-only record: entries, the hash chain, commitments to personal values, and how all of it is verified.
@NullMarked
package dev.reeve.core.journal;

import org.jspecify.annotations.NullMarked;
