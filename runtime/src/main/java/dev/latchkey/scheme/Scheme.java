package dev.latchkey.scheme;

import dev.latchkey.session.Credential;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a credential is written on a request, how an answer rejects it, and what answers bring of it.
 *
 * <p>It is a function, asked anew for every attempt, from any thread: what it has to remember from
 * one request to the next is part of the credential. A scheme of your own is one method, unless its
 * credential arrives by itself in the heads of answers, as cookies do.
 */
@FunctionalInterface
public interface Scheme {
  /**
   * Returns the scheme of RFC 6750, section 2.1: {@code Authorization: Bearer <access token>}.
   *
   * @return the scheme
   */
  static Scheme bearer() {
    return header("Authorization", "Bearer");
  }

  /**
   * Returns a scheme that writes the access token as the value of a header, such as {@code
   * X-Api-Key}.
   *
   * @param name the header's name, a token of RFC 9110, section 5.6.2
   * @return the scheme
   * @throws IllegalArgumentException if that cannot be the name of a header
   */
  static Scheme header(String name) {
    return new HeaderScheme(name, "");
  }

  /**
   * Returns a scheme that writes a prefix, a space and the access token as the value of a header,
   * such as {@code Authorization: Token <access token>}.
   *
   * @param name the header's name, a token of RFC 9110, section 5.6.2
   * @param prefix what stands before the space, printable ASCII and not blank
   * @return the scheme
   * @throws IllegalArgumentException if that cannot be the name or the value of a header
   */
  static Scheme header(String name, String prefix) {
    if (prefix.isBlank()) {
      throw new IllegalArgumentException("prefix is blank; use header(name) to write none.");
    }
    return new HeaderScheme(name, prefix + " ");
  }

  /**
   * Returns the headers that carry the credential on a call or a sign-out; they replace any of the
   * same name.
   *
   * @param credential what the session holds
   * @param request what it is sent with
   * @return names and values
   */
  Map<String, String> headers(Credential credential, Outgoing request);

  /**
   * Returns the headers that a refresh or a sign-in carries; by default none. The tokens of most
   * schemes travel in the body of a refresh, which is the encoder's.
   *
   * @param held at a refresh, what is to be replaced; at a sign-in, what earlier answers brought
   *     while nobody was signed in, and without any of that this is not called
   * @param request what it is sent with
   * @return names and values
   */
  default Map<String, String> lifecycleHeaders(Credential held, Outgoing request) {
    return Map.of();
  }

  /**
   * Returns whether an answer says that the credential was rejected; by default a 401 does.
   *
   * <p>Not asked of endpoints for which {@code @RejectedBy} answers; and a challenge that asks for
   * other scopes (RFC 6750, section 3.1) or for another authentication (RFC 9470) never rejects.
   *
   * @param answer the head of the answer
   * @return whether a successor is needed
   */
  default boolean rejects(Incoming answer) {
    return answer.status() == 401;
  }

  /**
   * Returns the names of the headers of answers that hold something of the credential, such as
   * {@code Set-Cookie}; by default none. Nothing above the session sees them.
   *
   * @return names, in any case
   */
  default Set<String> consumes() {
    return Set.of();
  }

  /**
   * Returns the credential to go on with, which an answer brings by itself; by default none. Asked
   * of answers that have a header that this scheme {@linkplain #consumes() consumes}.
   *
   * @param held what the request carried, or null if that was nothing
   * @param answer the head of the answer
   * @return the credential, or empty to go on with what is held; a credential that nobody is signed
   *     in by is kept for the next sign-in
   */
  default Optional<Credential> renewed(@Nullable Credential held, Incoming answer) {
    return Optional.empty();
  }

  /**
   * Returns what a successor goes on with after {@link #renewed} has changed its predecessor while
   * the refresh was under way, or afterwards, by an answer to an earlier request; by default with
   * what the refresh has brought. Whatever the refresh has set itself is the newer of both.
   *
   * <p>Also asked of what {@link #renewed} has made of nothing, where a request that carried none
   * was sent while somebody was signed in: that adds to what is held, and replaces none of it.
   *
   * @param before what the predecessor was, or null if the request carried nothing
   * @param after what {@link #renewed} has made of it
   * @param successor what is held
   * @return what to go on with, which may be what is held as it is
   */
  default Credential inherited(
      @Nullable Credential before, Credential after, Credential successor) {
    return successor;
  }

  /**
   * Returns whether somebody is signed in by a credential that answers have brought; by default
   * anybody is. Asked after a sign-in whose body yields no credential.
   *
   * @param brought what {@link #renewed} has returned
   * @return whether it is more than what a visitor has, such as a CSRF token
   */
  default boolean signsIn(Credential brought) {
    return true;
  }
}
