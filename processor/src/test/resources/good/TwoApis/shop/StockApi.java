package shop;

import dev.latchkey.AuthenticatedApi;

@AuthenticatedApi
interface StockApi extends Listing<Integer> {}
