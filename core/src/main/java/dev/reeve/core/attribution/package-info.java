/// Who held a resource at a time, as known at another time; doubt is explicit.
@NullMarked
package dev.reeve.core.attribution;

import org.jspecify.annotations.NullMarked;
