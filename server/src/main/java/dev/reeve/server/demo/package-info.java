/// A made-up small host on which everybody can watch the desk at work: its clients, their mail, a simulated panel, and
/// a clock
/// that can be moved on.
@NullMarked
package dev.reeve.server.demo;

import org.jspecify.annotations.NullMarked;
