/**
 * One bounded exchange with a server that issues credentials: transport, limits, and what a refusal
 * means. Not exported; uses the session, Feign and Jackson.
 */
@NullMarked
package dev.latchkey.exchange;

import org.jspecify.annotations.NullMarked;
