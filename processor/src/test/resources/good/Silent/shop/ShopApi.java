package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Feign does otherwise than one may think, and nothing is said of. */
@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET/status")
  String status();

  @RequestLine("GET /files/{path}")
  String file(@Param("path") String path);

  @RequestLine("GET /orders?name={name}&names={names}&name=any&")
  String orders(@Param("name") @Nullable String name, @Param("names") List<String> names);

  @RequestLine("POST /orders")
  @Headers("X-Tenant: {tenant}")
  void tenant(@Param("tenant") String tenant);

  @RequestLine("DELETE /orders")
  void delete(List<String> ids);

  @RequestLine("OPTIONS /orders")
  String options(String body);

  @RequestLine("POST /form")
  void form(@Param("name") String name, @Param("names") String[] names);
}
