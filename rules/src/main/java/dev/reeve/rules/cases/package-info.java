/// Worked cases beside a policy: evidence in, decisions out, run as tests.
@NullMarked
package dev.reeve.rules.cases;

import org.jspecify.annotations.NullMarked;
