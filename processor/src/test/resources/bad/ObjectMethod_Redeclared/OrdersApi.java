import dev.latchkey.AuthenticatedApi;

@AuthenticatedApi
interface OrdersApi {
  @Override
  boolean equals(Object other);
}
