/// Names and types of the fields that flow exporters send.
@NullMarked
package dev.reeve.network.elements;

import org.jspecify.annotations.NullMarked;
