package shop;

import dev.latchkey.AuthenticatedApi;
import feign.FeignException;
import feign.Param;
import feign.RequestLine;
import java.io.IOException;

@AuthenticatedApi
public interface ShopApi {
  class Gone extends Exception {
    private static final long serialVersionUID = 1;
  }

  @RequestLine("GET /orders/{id}")
  String order(@Param("id") String id) throws Gone, IOException, FeignException.NotFound;
}
