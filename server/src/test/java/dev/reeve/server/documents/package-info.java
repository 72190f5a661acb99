/// Checks of what people read.
@NullMarked
package dev.reeve.server.documents;

import org.jspecify.annotations.NullMarked;
