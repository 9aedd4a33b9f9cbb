package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

@NullMarked
@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /orders/{id}?status={status}")
  @Nullable String order(@Param("id") String id, @Param("status") @Nullable String status);

  @RequestLine("GET /entry")
  Map.@Nullable Entry<String, String> entry();

  @RequestLine("GET /names")
  @Nullable String @Nullable [] names();

  @RequestLine("GET /bytes")
  byte @Nullable [] bytes();
}
