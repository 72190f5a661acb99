/// Made-up traffic whose truth is known: what honest clients do and what abusers do, so that anybody can see
/// what thresholds would say of it.
@NullMarked
package dev.reeve.network.workload;

import org.jspecify.annotations.NullMarked;
