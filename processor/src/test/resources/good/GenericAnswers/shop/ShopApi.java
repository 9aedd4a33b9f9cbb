package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.Map;
import java.util.Set;

@AuthenticatedApi
public interface ShopApi {
  record Page<T>(List<T> items, int next) {}

  record Order(String id) {}

  sealed interface Result<V> {
    record Good<V>(V value) implements Result<V> {}

    record Bad<V>(String why) implements Result<V> {}
  }

  class Outer<T> {
    class Inner {}

    static class Nested<U> {}
  }

  @RequestLine("GET /orders?page={page}")
  Page<Order> orders(@Param("page") int page);

  @RequestLine("GET /nested")
  Map<String, Page<? extends List<? super Order>>> nested();

  @RequestLine("GET /result")
  Result<Set<Order[]>> result();

  @RequestLine("GET /inner")
  Outer<String>.Inner inner();

  @RequestLine("GET /static")
  Outer.Nested<Outer<?>> nestedType();

  @RequestLine("POST /page")
  Page<Page<Order>> put(Page<Order> page);
}
