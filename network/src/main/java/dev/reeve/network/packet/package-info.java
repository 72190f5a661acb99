/// Frames and packets taken apart as far as detectors need them.
@NullMarked
package dev.reeve.network.packet;

import org.jspecify.annotations.NullMarked;
