/// Doors that fetch: mailboxes, folders and feeds. What they bring takes the same durable step as what is handed in.
@NullMarked
package dev.reeve.server.doors;

import org.jspecify.annotations.NullMarked;
