/// Detectors over flow records: one file each, each a state machine over a few bytes for every client.
@NullMarked
package dev.reeve.network.detect;

import org.jspecify.annotations.NullMarked;
