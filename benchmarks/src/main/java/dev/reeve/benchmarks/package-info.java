/// How much the desk takes.
@NullMarked
package dev.reeve.benchmarks;

import org.jspecify.annotations.NullMarked;
