package shop;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.RefreshRequest;

@AuthenticatedApi
public interface ShopApi extends Sessions<RefreshRequest, ShopApi.Box<String>> {
  record Box<T>(T token) {}
}
