package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;

@AuthenticatedApi
public interface ShopApi {
  @Target(ElementType.TYPE_USE)
  @interface Checked {
    String[] by() default {};

    Class<?> with() default Void.class;
  }

  @RequestLine("GET /orders/{id}")
  @Checked(by = {"a", "b"}) String order(@Param("id") @Checked String id);

  @RequestLine("GET /orders")
  List<@Checked(with = Integer.class) ? extends @Checked Number> numbers();

  @RequestLine("GET /grid")
  @Checked String @Checked [] @Checked [] grid();

  @RequestLine("GET /map")
  Map.@Checked Entry<@Checked String, Map<String, @Checked Integer>> entry();

  @RequestLine("POST /bytes")
  void send(@Checked byte @Checked [] bytes);
}
