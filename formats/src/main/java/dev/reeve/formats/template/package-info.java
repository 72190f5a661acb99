/// Templates of known senders: data that an operator writes, not code.
@NullMarked
package dev.reeve.formats.template;

import org.jspecify.annotations.NullMarked;
