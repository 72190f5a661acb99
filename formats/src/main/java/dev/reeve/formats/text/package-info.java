/// Free text: what a person or an unknown program wrote, read by vocabulary and grammar, each fact with its bytes.
@NullMarked
package dev.reeve.formats.text;

import org.jspecify.annotations.NullMarked;
