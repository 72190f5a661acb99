/// What two hosts say to each other over TCP, as far as its beginning was captured, and the detectors that read it.
@NullMarked
package dev.reeve.network.conversation;

import org.jspecify.annotations.NullMarked;
