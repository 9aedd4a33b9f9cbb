package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /in/{in}/{a-b}")
  String is(@Param("in") String $in, @Param("a-b") String $);

  @RequestLine("GET /record")
  String record();

  @RequestLine("POST /größe")
  int größe(int ñ);

  @RequestLine("GET /clone")
  Object clone();
}
