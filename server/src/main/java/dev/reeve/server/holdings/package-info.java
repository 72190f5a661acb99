/// The inventory: accounts, services and who held what, when, as known when.
@NullMarked
package dev.reeve.server.holdings;

import org.jspecify.annotations.NullMarked;
