/// PostgreSQL: the embedded one that we supervise or the operator's own, its schema, and connections to it.
@NullMarked
package dev.reeve.server.database;

import org.jspecify.annotations.NullMarked;
