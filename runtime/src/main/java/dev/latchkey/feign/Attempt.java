package dev.latchkey.feign;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Generation;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a call that did not succeed.
 *
 * @param session whose credential it carried
 * @param generation that credential, and so the epoch in which the call began; null if it was sent
 *     bare, since nobody was signed in
 * @param resent whether the call has been resent for a rejection, which happens once to a call and
 *     not once to each attempt
 */
record Attempt(AuthSession session, @Nullable Generation generation, boolean resent) {}
