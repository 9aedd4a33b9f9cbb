package benchmark;

import java.util.Map;
import java.util.TreeMap;

/**
 * The sources that {@link Compile} compiles: interfaces of ten endpoints of the usual shapes, all
 * in one package, where each has the most neighbours.
 */
final class CompiledApis {
  private static final String SOURCE =
      """
      package shop;

      import dev.latchkey.AuthenticatedApi;
      import feign.Body;
      import feign.HeaderMap;
      import feign.Headers;
      import feign.Param;
      import feign.QueryMap;
      import feign.RequestLine;
      import java.util.List;
      import java.util.Map;
      import java.util.concurrent.CompletableFuture;

      /** Orders. */
      @AuthenticatedApi
      @Headers("Accept: application/json")
      public interface Api%d {
        record Order(String id, String item, int count) {}

        @RequestLine("GET /orders?page={page}&size={size}")
        List<Order> orders(@Param("page") int page, @Param("size") int size);

        @RequestLine("GET /orders/{id}")
        Order order(@Param("id") String id);

        @RequestLine("POST /orders")
        Order place(Order order);

        @RequestLine("PUT /orders/{id}")
        void replace(@Param("id") String id, Order order);

        @RequestLine("DELETE /orders/{id}")
        void cancel(@Param("id") String id);

        @RequestLine("GET /search")
        List<Order> search(@QueryMap Map<String, Object> filter);

        @Headers("X-Tenant: {tenant}")
        @RequestLine("GET /tenants/{tenant}/orders/{id:[0-9]+}")
        Order ofTenant(@Param("tenant") String tenant, @Param("id") long id);

        @RequestLine("GET /report?from={from}&to={to}&tag={tag}")
        Map<String, List<Order>> report(
            @Param("from") String from, @Param("to") String to, @Param("tag") List<String> tags);

        @Body("count={count}")
        @RequestLine("POST /orders/{id}/count")
        void count(@Param("id") String id, @Param("count") int count);

        @RequestLine("GET /orders/{id}/events")
        CompletableFuture<List<Order>> events(
            @Param("id") String id, @HeaderMap Map<String, Object> headers);
      }
      """;

  private CompiledApis() {}

  /** Returns so many sources, by the names of their interfaces. */
  static Map<String, String> sources(int many) {
    Map<String, String> sources = new TreeMap<>();
    for (int i = 0; i < many; i++) {
      sources.put("shop.Api" + i, SOURCE.formatted(i));
    }
    return sources;
  }
}
