/// Mail as bytes: its parts and fields, and where each of them stands.
@NullMarked
package dev.reeve.formats.mail;

import org.jspecify.annotations.NullMarked;
