/// Notices of copyright infringement in XML: the Automated Copyright Notice System.
@NullMarked
package dev.reeve.formats.acns;

import org.jspecify.annotations.NullMarked;
