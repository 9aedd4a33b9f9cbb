import dev.latchkey.AuthenticatedApi;

@AuthenticatedApi
interface OrdersApi {
  default String builder() {
    return "";
  }
}
