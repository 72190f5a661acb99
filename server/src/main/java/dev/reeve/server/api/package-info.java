/// The API for programs, under `/api/v1`.
@NullMarked
package dev.reeve.server.api;

import org.jspecify.annotations.NullMarked;
