/// Whose addresses they are, as numbers: what the hot path knows of clients.
@NullMarked
package dev.reeve.network.clients;

import org.jspecify.annotations.NullMarked;
