/// How much each client's addresses send and get, over the last hours.
@NullMarked
package dev.reeve.collector.traffic;

import org.jspecify.annotations.NullMarked;
