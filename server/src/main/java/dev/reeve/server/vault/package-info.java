/// Personal values, apart from the journal, so that they can be erased and its chain still verifies.
@NullMarked
package dev.reeve.server.vault;

import org.jspecify.annotations.NullMarked;
