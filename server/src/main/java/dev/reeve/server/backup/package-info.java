/// Backup and restore: database, evidence, keys and anchors in one file.
@NullMarked
package dev.reeve.server.backup;

import org.jspecify.annotations.NullMarked;
