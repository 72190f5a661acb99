/// The network sensor within the running desk: what it detects becomes messages like any other evidence, with
/// the bytes of the exporters that prove it.
@NullMarked
package dev.reeve.server.network;

import org.jspecify.annotations.NullMarked;
