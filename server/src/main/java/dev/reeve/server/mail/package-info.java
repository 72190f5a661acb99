/// Mail that the desk sends: reply addresses that find their case again, texts from templates, one send per duty.
@NullMarked
package dev.reeve.server.mail;

import org.jspecify.annotations.NullMarked;
