package shop;

import dev.latchkey.AuthenticatedApi;

@AuthenticatedApi
public interface ShopApi extends Crud<ShopApi.Order, String> {
  record Order(String id) {}
}
