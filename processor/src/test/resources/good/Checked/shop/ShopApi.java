package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

@AuthenticatedApi
public interface ShopApi extends AutoCloseable {
  class SoldOut extends Exception {
    private static final long serialVersionUID = 1;
  }

  @RequestLine("POST /orders")
  void place(String order) throws SoldOut, IOException, TimeoutException;

  @Override
  @RequestLine("POST /close")
  void close() throws SoldOut;
}
