/// Mail that reports nothing: bounces, automatic replies, receipts.
@NullMarked
package dev.reeve.formats.notreports;

import org.jspecify.annotations.NullMarked;
