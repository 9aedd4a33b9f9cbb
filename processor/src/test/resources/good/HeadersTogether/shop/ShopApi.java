package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import org.jspecify.annotations.Nullable;

@AuthenticatedApi
@Headers({"Accept: application/json", "Accept: text/plain", "X-Tenant: {tenant}"})
public interface ShopApi extends Traced {
  @RequestLine("GET /orders.txt")
  @Headers("x-tenant:  {tenant}")
  String text(@Param("tenant") String tenant);

  @RequestLine("GET /orders")
  @Headers({"X-Filter: {\"status\": \"open\"}", "X-Page: {page}", "Cache-Control: no-store, private"})
  String orders(@Param("tenant") String tenant, @Param("page") @Nullable Integer page);

  @RequestLine("GET /events")
  @SuppressWarnings("latchkey:RepeatedHeader")
  @Headers("Accept: text/event-stream")
  String events(@Param("tenant") String tenant);
}

@Headers("X-Trace: on")
interface Traced extends Named {}

interface Named {
  @RequestLine("GET /name")
  @Headers("X-Name: short")
  String name();
}
