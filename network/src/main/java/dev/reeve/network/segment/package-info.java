/// What only whole frames of a segment show, put together.
@NullMarked
package dev.reeve.network.segment;

import org.jspecify.annotations.NullMarked;
