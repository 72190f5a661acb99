/// Back-tests over this installation's journal, and what shadow rules would have done.
@NullMarked
package dev.reeve.server.backtest;

import org.jspecify.annotations.NullMarked;
