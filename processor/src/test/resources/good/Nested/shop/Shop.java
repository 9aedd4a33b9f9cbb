package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

public class Shop {
  @AuthenticatedApi
  public interface Orders {
    @RequestLine("GET /orders/count")
    int count();

    interface Reports {
      @AuthenticatedApi
      interface Daily {
        @RequestLine("GET /reports/daily")
        String text();
      }
    }
  }

  @AuthenticatedApi
  protected interface Stock {
    @RequestLine("GET /stock")
    String stock();
  }
}
