/// What mailbox providers count of mail in a domain's name: DMARC aggregate reports.
@NullMarked
package dev.reeve.formats.dmarc;

import org.jspecify.annotations.NullMarked;
