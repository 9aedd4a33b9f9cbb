package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.net.http.HttpClient.Version;

@AuthenticatedApi
public interface ShopApi {
  @SuppressWarnings("exports")
  @RequestLine("GET /orders?version={version}")
  String orders(@Param("version") Version version);

  @RequestLine("GET /health")
  String health();

  @SuppressWarnings({"unused", "exports"})
  interface Outer {
    @AuthenticatedApi
    interface Inner {
      @RequestLine("GET /orders/{version}")
      String orders(@Param("version") Version version);
    }
  }
}
