/// What other sensors and servers wrote down, made into the same signs. What another program concluded is
/// evidence at most; what it only measured (connections) is judged by Reeve's own detectors.
@NullMarked
package dev.reeve.network.logs;

import org.jspecify.annotations.NullMarked;
