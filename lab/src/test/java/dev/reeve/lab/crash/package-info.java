/// A desk under load whose parts are killed at random moments, and its books checked afterwards. The server, its
/// database, the agent, the mail server of the clients and a panel are processes of their own, so that `kill -9` means
/// what it says.
@NullMarked
package dev.reeve.lab.crash;

import org.jspecify.annotations.NullMarked;
