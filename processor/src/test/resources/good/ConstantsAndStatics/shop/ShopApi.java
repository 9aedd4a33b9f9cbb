package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
@Headers(ShopApi.ACCEPT)
public interface ShopApi {
  String ACCEPT = "Accept: " + Json.TYPE;
  String ORDERS = "/v" + 2 + "/orders";

  @RequestLine("GET " + ORDERS)
  String orders();

  @RequestLine("GET " + ORDERS + "/{" + Json.ID + "}")
  String order(@Param(Json.ID) String id);

  static String text(ShopApi api) {
    return api.orders() + marked("!");
  }

  private static String marked(String text) {
    return "<" + text + ">";
  }

  interface Json {
    String TYPE = "application/json";
    String ID = "id";
  }
}
