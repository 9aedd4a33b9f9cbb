package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
public interface ShopApi extends Third<ShopApi.Order> {
  record Order(String id) {}
}

interface First<A, B extends Comparable<B>, C> {
  @RequestLine("GET /{id}")
  A one(@Param("id") B id);

  @RequestLine("GET /by-id")
  Map<B, ? extends List<A>> byId();

  @RequestLine("PUT /all")
  C put(List<? super A> all);

  @RequestLine("GET /later")
  CompletableFuture<A[]> later();
}

interface Second<X, Y extends Comparable<Y>> extends First<X, Y, List<Y>> {
  @RequestLine("GET /second")
  Map<String, X> second();
}

interface Third<T> extends Second<T, Long> {
  @RequestLine("GET /third")
  T third();
}
