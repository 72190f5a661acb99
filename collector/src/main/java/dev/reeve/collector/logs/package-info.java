/// Logs of other sensors and of login services as they are written: files that are followed, syslog that is listened
/// for, and the lines that are kept as evidence.
@NullMarked
package dev.reeve.collector.logs;

import org.jspecify.annotations.NullMarked;
