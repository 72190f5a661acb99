/// The first hour: a desk's own past mail, read and weighed without acting on any of it.
@NullMarked
package dev.reeve.server.audit;

import org.jspecify.annotations.NullMarked;
