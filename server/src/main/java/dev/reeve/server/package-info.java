/// The desk: puts the parts together and serves them. The only module that knows Spring.
@NullMarked
package dev.reeve.server;

import org.jspecify.annotations.NullMarked;
