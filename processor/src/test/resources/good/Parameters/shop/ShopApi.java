package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.HeaderMap;
import feign.Headers;
import feign.Param;
import feign.QueryMap;
import feign.Request;
import feign.RequestLine;
import java.net.URI;
import java.util.List;
import java.util.Map;

@AuthenticatedApi
@Headers({"X-Tenant: {tenant}", "Accept: text/plain"})
public interface ShopApi extends Traced {
  @RequestLine("GET /orders?ids={ids}")
  String orders(
      URI base,
      @Param("ids") List<String> ids,
      @QueryMap Map<String, Object> filter,
      @HeaderMap Map<String, Object> headers,
      Request.Options options);

  @RequestLine("POST /tenants")
  String add(@Param("tenant") String tenant, @Param("trace") String trace, String body);

  @RequestLine("POST /login")
  void form(@Param("name") String name, @Param("password") String password);

  @RequestLine("POST /template")
  @Headers("Content-Type: application/json")
  @Body("%7B\"name\": \"{name}\"%7D")
  @SuppressWarnings("latchkey:UnescapedValue")
  void template(@Param("name") String name);

  @RequestLine("DELETE /orders")
  void delete(List<String> ids);

  @RequestLine("GET /unnamed/{id}")
  @SuppressWarnings("latchkey:UnnamedParam")
  String unnamed(@Param String id);
}

@Headers("X-Trace: {trace}")
interface Traced {}
