/// What exporters send: NetFlow v5 and v9, IPFIX and sFlow datagrams taken apart, template by template.
@NullMarked
package dev.reeve.network.export;

import org.jspecify.annotations.NullMarked;
