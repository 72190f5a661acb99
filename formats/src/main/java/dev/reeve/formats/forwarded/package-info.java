/// Complaints that enclose the mail they are about.
@NullMarked
package dev.reeve.formats.forwarded;

import org.jspecify.annotations.NullMarked;
