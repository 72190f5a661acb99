/// What persons hold of those who report: whose word waits, and whose weighs more.
@NullMarked
package dev.reeve.core.reporters;

import org.jspecify.annotations.NullMarked;
