/// What persons of the desk order, by console or API: decisions on cases, and what concerns accounts, evidence and
/// the desk.
@NullMarked
package dev.reeve.server.orders;

import org.jspecify.annotations.NullMarked;
