package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /boolean?a={a}")
  boolean flag(@Param("a") boolean a);

  @RequestLine("GET /byte?a={a}")
  byte octet(@Param("a") byte a);

  @RequestLine("GET /short?a={a}")
  short little(@Param("a") short a);

  @RequestLine("GET /char?a={a}")
  char letter(@Param("a") char a);

  @RequestLine("GET /int?a={a}")
  int number(@Param("a") int a);

  @RequestLine("GET /long?a={a}")
  long big(@Param("a") long a);

  @RequestLine("GET /float?a={a}")
  float rough(@Param("a") float a);

  @RequestLine("GET /double?a={a}")
  double fine(@Param("a") double a);

  @RequestLine("POST /int")
  void put(int body);

  @RequestLine("POST /bytes")
  void send(byte[] body);
}
