/// What a detector says, and how its signs become detections that begin, grow and end.
@NullMarked
package dev.reeve.network.detection;

import org.jspecify.annotations.NullMarked;
