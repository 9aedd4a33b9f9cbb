import dev.latchkey.AuthenticatedApi;

@AuthenticatedApi
enum OrdersApi {
  ONE
}
