/// Plays recorded evidence and recorded answers through another version of the policy, by the very code that decides in
/// production, and says for whom it would have been otherwise.
@NullMarked
package dev.reeve.core.backtest;

import org.jspecify.annotations.NullMarked;
