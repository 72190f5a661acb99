/// Where the parts are put together: the commands, and the only place that reads the machine's clock.
@NullMarked
package dev.reeve.server.app;

import org.jspecify.annotations.NullMarked;
