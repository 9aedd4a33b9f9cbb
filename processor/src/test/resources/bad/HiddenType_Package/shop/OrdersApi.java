package shop;

import dev.latchkey.AuthenticatedApi;
import other.Base;

@AuthenticatedApi
interface OrdersApi extends Base {}
