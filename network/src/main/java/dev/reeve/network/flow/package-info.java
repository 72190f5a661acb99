/// Flow records in one form, whoever exported them.
@NullMarked
package dev.reeve.network.flow;

import org.jspecify.annotations.NullMarked;
