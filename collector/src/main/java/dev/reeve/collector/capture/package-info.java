/// Capture files, frame by frame.
@NullMarked
package dev.reeve.collector.capture;

import org.jspecify.annotations.NullMarked;
