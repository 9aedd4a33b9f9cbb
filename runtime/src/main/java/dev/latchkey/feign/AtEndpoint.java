package dev.latchkey.feign;

import dev.latchkey.exchange.EndpointName;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session keeps of an API's own endpoint: two clients of one API at one place give it the
 * same.
 */
abstract class AtEndpoint {
  final String name;
  final String url;
  private final Method endpoint;

  AtEndpoint(LifecycleEndpoint endpoint) {
    this.name = endpoint.name();
    this.url = endpoint.target().url();
    this.endpoint = endpoint.method();
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof AtEndpoint that
        && getClass() == that.getClass()
        && endpoint.equals(that.endpoint)
        && url.equals(that.url);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(endpoint, url);
  }

  @Override
  public String toString() {
    return name + " at " + new EndpointName("", url).url();
  }
}
