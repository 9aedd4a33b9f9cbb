package shop;

import dev.latchkey.AuthenticatedApi;

@AuthenticatedApi
public interface ShopApi {}
