package shop;

import dev.latchkey.AuthenticatedApi;

@AuthenticatedApi
interface OrdersApi extends Base {}

interface Base {
  default String orders() {
    return "";
  }
}
