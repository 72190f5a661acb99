/// Where flow records and packets come from: sockets and files. It feeds `network` and judges nothing.
@NullMarked
package dev.reeve.collector;

import org.jspecify.annotations.NullMarked;
