/// Who may do what: persons, their passwords and second factors, API tokens, sessions, and the rule on every route.
@NullMarked
package dev.reeve.server.security;

import org.jspecify.annotations.NullMarked;
