/// What clients' machines do on the network: flow records decoded, and one file per detector. Pure, over bytes.
@NullMarked
package dev.reeve.network;

import org.jspecify.annotations.NullMarked;
