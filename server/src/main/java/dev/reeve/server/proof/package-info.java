/// Proof for others: bundles of a case that standard tools can check.
@NullMarked
package dev.reeve.server.proof;

import org.jspecify.annotations.NullMarked;
