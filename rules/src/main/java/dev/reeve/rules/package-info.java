/// Policy files: YAML and expressions behind the core's conditions.
@NullMarked
package dev.reeve.rules;

import org.jspecify.annotations.NullMarked;
