package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.CollectionFormat;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.net.URI;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@AuthenticatedApi
public interface ShopApi {
  enum Status {
    OPEN,
    DONE
  }

  record Id(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  @lombok.Value
  class Money {
    String amount;
  }

  /** Nested in an interface, so public and static. */
  class Iso implements Param.Expander {
    @Override
    public String expand(Object value) {
      return ((Date) value).toInstant().toString();
    }
  }

  @RequestLine("GET /orders/{id}")
  String order(@Param("id") Id id);

  @RequestLine("GET /orders?status={status}&day={day}&call={call}&page={page}")
  String orders(
      @Param("status") Status status,
      @Param("day") LocalDate day,
      @Param("call") UUID call,
      @Param("page") Optional<Integer> page);

  @RequestLine(value = "GET /orders?ids={ids}", collectionFormat = CollectionFormat.CSV)
  String some(@Param("ids") List<Id> ids);

  @RequestLine("GET /orders?since={since}")
  String since(@Param(value = "since", expander = Iso.class) Date since);

  @RequestLine(value = "GET /files/{path}", decodeSlash = false)
  String file(@Param("path") String path);

  @RequestLine("GET /orders?above={above}")
  String above(@Param("above") Money above);

  @RequestLine("GET /any/{what}")
  String any(@Param("what") Object what, URI shop);

  @RequestLine("POST /pictures")
  void upload(@Param("picture") byte[] picture, @Param("tags") Map<String, String> tags);

  @RequestLine("POST /orders")
  @Headers("Content-Type: application/json")
  @Body("%7B\"count\": {count}, \"status\": \"{status}\"%7D")
  void add(@Param("count") int count, @Param("status") Status status);

  @RequestLine("POST /hello")
  @Body("{\"hello\": \"world\"}")
  void hello();
}
