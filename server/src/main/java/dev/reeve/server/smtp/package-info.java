/// The SMTP door.
@NullMarked
package dev.reeve.server.smtp;

import org.jspecify.annotations.NullMarked;
