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
 * Where a call has got to by redirects (RFC 9110, section 15.4). They are followed here and not by
 * the transport, which would take a credential along to whichever host. What carries one stays at
 * its origin; whatever else redirects is handed to the caller.
 */
final class Redirects {
  /** How much of an answer that redirects is read, so that its connection can serve again. */
  static final int MOST_READ = 64 * 1024;

  private static final int MOST = 5;

  private static final Set<String> HARMLESS =
      Set.of("accept", "accept-charset", "accept-encoding", "accept-language", "user-agent");

  private final boolean followed;
  private final boolean bare;

  /** A refresh that has lost its body on the way asks for nothing, and it has not all day. */
  private final boolean isRefresh;

  private Request at;
  private @Nullable Set<String> visited;

  /**
   * Begins a call.
   *
   * @param request the request that it begins with
   * @param options say whether redirects are followed
   * @param cargo what its requests carry
   */
  Redirects(Request request, Request.Options options, Cargo cargo) {
    this.at = request;
    this.followed = options.isFollowRedirects();
    this.bare = cargo.isBare();
    this.isRefresh = cargo.purpose() == Outgoing.Purpose.REFRESH;
  }

  /**
   * Returns the request that is to be sent: at first, and for as long as it is rejected, since what
   * was answered before it has been done.
   */
  Request at() {
    return at;
  }

  /** Goes where an answer redirects to; returns false if the answer is the last one. */
  boolean follow(Response answer) {
    Request next = next(at, answer);
    if (next == null) {
      return false;
    }
    at = next;
    return true;
  }

  private @Nullable Request next(Request request, Response answer) {
    int status = answer.status();
    boolean keeps = status == 307 || status == 308;
    boolean changes = status >= 301 && status <= 303 && !isRefresh;
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
    if (!isNew(request.httpMethod() + " " + request.url(), method + " " + target)) {
      return null;
    }
    return Request.create(
        method,
        target,
        headers(request.headers(), keeps, leaves),
        keeps ? Request.Body.create(request.body(), request.charset()) : Request.Body.empty(),
        request.requestTemplate());
  }

  /** Whether somebody may go from one request to another, not for long and not in circles. */
  private boolean isNew(String from, String to) {
    Set<String> known = visited;
    if (known == null) {
      known = new HashSet<>();
      visited = known;
    }
    known.add(from);
    return known.size() <= (isRefresh ? 1 : MOST) && !known.contains(to);
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
