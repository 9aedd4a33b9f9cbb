package shop;

import dev.latchkey.AuthenticatedApi;
import feign.HeaderMap;
import feign.QueryMap;
import feign.RequestLine;
import java.util.List;
import java.util.Map;

@AuthenticatedApi
public interface ShopApi extends Search<ShopApi.Filter> {
  record Filter(String status, int page) {}

  class Paging {
    private int page;

    public int getPage() {
      return page;
    }
  }

  interface Strings extends Map<String, String> {}

  @RequestLine("GET /orders")
  String byRecord(@QueryMap Filter filter);

  @RequestLine("GET /orders")
  String byClass(@QueryMap Paging paging);

  @RequestLine("GET /orders")
  String byBean(@QueryMap(mapEncoder = QueryMap.MapEncoder.BEAN) Paging paging);

  @RequestLine("GET /orders")
  String byObject(@QueryMap Object filter, @HeaderMap Map<String, List<String>> headers);

  @RequestLine("GET /orders")
  String bySubclass(@QueryMap Strings filter, @HeaderMap Paging headers);

  @RequestLine("GET /orders")
  @SuppressWarnings("rawtypes")
  String byRawMap(@QueryMap Map filter);
}

interface Search<T> {
  @RequestLine("GET /search")
  String search(@QueryMap Map<String, T> filter);

  @RequestLine("GET /find")
  String find(@QueryMap T filter);
}
