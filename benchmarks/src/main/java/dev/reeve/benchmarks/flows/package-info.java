/// How many flows the sensor takes, beside nfdump and FastNetMon on the same records.
@NullMarked
package dev.reeve.benchmarks.flows;

import org.jspecify.annotations.NullMarked;
