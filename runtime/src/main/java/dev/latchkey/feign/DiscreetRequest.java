package dev.latchkey.feign;

import dev.latchkey.exchange.EndpointName;
import feign.MethodMetadata;
import feign.Request;
import feign.RequestTemplate;
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
        withoutValues(request.requestTemplate()));
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
  private static RequestTemplate withoutValues(@Nullable RequestTemplate template) {
    RequestTemplate discreet = new RequestTemplate();
    if (template != null) {
      discreet.methodMetadata(template.methodMetadata());
      discreet.feignTarget(template.feignTarget());
    }
    return discreet;
  }
}
