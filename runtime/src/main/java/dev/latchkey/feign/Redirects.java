package dev.latchkey.feign;

import dev.latchkey.scheme.Outgoing;
import feign.Request;
import feign.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The redirects of one exchange (RFC 9110, section 15.4), followed here and not by the transport,
 * which would take a credential along to whichever host. What carries one stays at its origin;
 * whatever else redirects is handed to the caller.
 */
final class Redirects {
  private static final int MOST = 5;

  private static final Set<String> HARMLESS =
      Set.of("accept", "accept-charset", "accept-encoding", "accept-language", "user-agent");

  private final boolean followed;
  private final boolean bare;

  /** A refresh that has lost its body on the way asks for nothing. */
  private final boolean onlyAsItIs;

  private final Set<String> visited = new HashSet<>();

  /**
   * Begins an exchange.
   *
   * @param options say whether redirects are followed
   * @param cargo what its requests carry
   */
  Redirects(Request.Options options, Cargo cargo) {
    this.followed = options.isFollowRedirects();
    this.bare = cargo.isBare();
    this.onlyAsItIs = cargo.purpose() == Outgoing.Purpose.REFRESH;
  }

  /** Returns the request that an answer redirects to, or null if the answer is the last one. */
  @Nullable Request next(Request request, Response answer) {
    int status = answer.status();
    boolean keeps = status == 307 || status == 308;
    boolean changes = status >= 301 && status <= 303 && !onlyAsItIs;
    if (!followed || !(keeps || changes)) {
      return null;
    }
    String target = target(request.url(), locationOf(answer));
    String from = Origins.originOf(request.url());
    String to = target == null ? null : Origins.originOf(target);
    if (target == null || from == null || to == null) {
      return null;
    }
    boolean leaves = !from.equals(to);
    if (leaves && !mayLeave(request, from, to, keeps)) {
      return null;
    }
    Request.HttpMethod method = keeps ? request.httpMethod() : withoutBody(request.httpMethod());
    visited.add(request.httpMethod() + " " + request.url());
    if (visited.size() > MOST || visited.contains(method + " " + target)) {
      return null;
    }
    return Request.create(
        method,
        target,
        headers(request.headers(), keeps, leaves),
        keeps ? Request.Body.create(request.body(), request.charset()) : Request.Body.empty(),
        request.requestTemplate());
  }

  /** Nothing leaves https, and no body that was sent to one host is repeated to another. */
  private boolean mayLeave(Request request, String from, String to, boolean keeps) {
    boolean repeats = keeps && request.body() != null;
    boolean leavesHttps = from.startsWith("https:") && !to.startsWith("https:");
    return bare && !repeats && !leavesHttps;
  }

  private static Request.HttpMethod withoutBody(Request.HttpMethod method) {
    return method == Request.HttpMethod.HEAD ? method : Request.HttpMethod.GET;
  }

  /**
   * Returns the headers that are sent there. To another host these are the harmless ones: any other
   * may be a key of the user's own.
   */
  private static Map<String, Collection<String>> headers(
      Map<String, Collection<String>> sent, boolean keepsBody, boolean leaves) {
    Map<String, Collection<String>> rest = new LinkedHashMap<>(sent);
    rest.keySet()
        .removeIf(
            name -> {
              String lower = name.toLowerCase(Locale.ROOT);
              boolean isOfBody = lower.startsWith("content-") || lower.equals("transfer-encoding");
              return (isOfBody && !keepsBody) || (leaves && !HARMLESS.contains(lower));
            });
    return rest;
  }

  private static @Nullable String locationOf(Response answer) {
    for (Map.Entry<String, Collection<String>> header : answer.headers().entrySet()) {
      if (header.getKey().equalsIgnoreCase("Location") && header.getValue().size() == 1) {
        return header.getValue().iterator().next();
      }
    }
    return null;
  }

  /** Returns where a location is, seen from a URL, without the part that no server sees. */
  private static @Nullable String target(String url, @Nullable String location) {
    if (location == null || location.isBlank()) {
      return null;
    }
    try {
      // A query alone would lose the last step of the path: URI knows an older rule (RFC 2396).
      URI base = new URI(url);
      String reference = location.startsWith("?") ? base.getRawPath() + location : location;
      String target = base.resolve(new URI(reference)).toASCIIString();
      int fragment = target.indexOf('#');
      return fragment < 0 ? target : target.substring(0, fragment);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
