package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.Locale;

@AuthenticatedApi
@Headers({"Accept: application/json", "X-App: shop"})
public interface ShopApi {
  @RequestLine("GET /orders")
  @Headers({"X-Trace: {trace}", "Accept-Language: {language}"})
  String orders(@Param("trace") String trace, @Param("language") Locale language);

  @RequestLine("GET /some")
  @Headers({"X-Id: {ids}", "If-Match: \"{tag}\""})
  String some(@Param("ids") List<String> ids, @Param("tag") String tag);

  @RequestLine("GET /range")
  @Headers("Range: bytes={from}-{to}")
  String range(@Param("from") long from, @Param("to") long to);

  @RequestLine("GET /many")
  @Headers({"X-Many: a, b", "X-Colon: a:b:c", "X-Percent: 100%"})
  String many();
}
