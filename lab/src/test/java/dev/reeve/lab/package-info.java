/// Real attackers' traffic and real levers, in network namespaces.
@NullMarked
package dev.reeve.lab;

import org.jspecify.annotations.NullMarked;
