/// Messages out of files, folders and mailboxes, and how they are shown without a server.
@NullMarked
package dev.reeve.server.reading;

import org.jspecify.annotations.NullMarked;
