/// What a person sees: the console of the demo's desk in a real Chromium.
@NullMarked
package dev.reeve.browser;

import org.jspecify.annotations.NullMarked;
