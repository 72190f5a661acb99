/// What is done to the link layer: addresses claimed that are another's, answers nobody asked for.
@NullMarked
package dev.reeve.network.link;

import org.jspecify.annotations.NullMarked;
