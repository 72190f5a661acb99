/// Panels and other back ends that are spoken to over HTTP.
@NullMarked
package dev.reeve.actuators.http;

import org.jspecify.annotations.NullMarked;
