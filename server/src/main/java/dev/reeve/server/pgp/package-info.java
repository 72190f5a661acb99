/// OpenPGP signatures of reporters, by keys that the operator put down and by no others.
@NullMarked
package dev.reeve.server.pgp;

import org.jspecify.annotations.NullMarked;
