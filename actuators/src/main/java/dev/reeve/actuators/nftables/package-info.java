/// The firewall of Linux: blocks and rate limits that expire by themselves.
@NullMarked
package dev.reeve.actuators.nftables;

import org.jspecify.annotations.NullMarked;
