package dev.latchkey.feign;

import dev.latchkey.exchange.EndpointName;
import feign.MethodMetadata;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import feign.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request of a lifecycle endpoint as answers and exceptions hold it: who was asked, and nothing
 * of what was said. Its URL, its headers and its body may all carry tokens and passwords.
 */
final class DiscreetRequest {
  private DiscreetRequest() {}

  static Request of(Request request) {
    return Request.create(
        request.httpMethod(),
        nameOf(request).url(),
        Map.of(),
        Request.Body.empty(),
        withoutValues(request.httpMethod(), request.requestTemplate()));
  }

  /** Returns the response as decoders see it, whose exceptions take the request from it. */
  static Response hiddenIn(Response response) {
    return response.toBuilder().request(of(response.request())).build();
  }

  /** Returns the name of the endpoint, in which variables of the path stay variables. */
  static EndpointName nameOf(Request request) {
    EndpointName name = EndpointName.of(request);
    RequestTemplate template = request.requestTemplate();
    MethodMetadata metadata = template == null ? null : template.methodMetadata();
    String path = metadata == null ? "" : metadata.template().path();
    if (path.indexOf('{') < 0) {
      return name;
    }
    return new EndpointName(name.method(), base(name.url(), template.feignTarget()) + path);
  }

  /** Returns the target's URL if the request went there, or else the origin that it went to. */
  private static String base(String url, @Nullable Target<?> target) {
    if (target instanceof Target.HardCodedTarget<?> fixed && url.startsWith(fixed.url())) {
      return fixed.url();
    }
    int path = url.indexOf('/', url.indexOf("//") + 2);
    return path < 0 ? url : url.substring(0, path);
  }

  /** Decoders may ask a template which method it is of. */
  private static RequestTemplate withoutValues(
      Request.HttpMethod method, @Nullable RequestTemplate template) {
    RequestTemplate discreet = new RequestTemplate().method(method).resolve(Map.of());
    if (template != null) {
      discreet.methodMetadata(template.methodMetadata());
      discreet.feignTarget(template.feignTarget());
    }
    return discreet;
  }
}
