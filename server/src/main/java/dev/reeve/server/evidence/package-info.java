/// Raw bytes as they were received, encrypted, in files named by their hash.
@NullMarked
package dev.reeve.server.evidence;

import org.jspecify.annotations.NullMarked;
