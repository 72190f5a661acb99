/// The desk as it runs: what people look at, what decisions stand on, and the workers that carry decisions out.
@NullMarked
package dev.reeve.server.desk;

import org.jspecify.annotations.NullMarked;
