/**
 * The heart: one principal's credential over time, and the one flight that renews it. Uses {@code
 * java.base} alone.
 */
@NullMarked
package dev.latchkey.session;

import org.jspecify.annotations.NullMarked;
