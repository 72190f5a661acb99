/// Keys that data at rest is encrypted with. Acts on keys are how evidence is sealed and erased.
@NullMarked
package dev.reeve.server.keys;

import org.jspecify.annotations.NullMarked;
