package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.List;
import java.util.Map;

@AuthenticatedApi
public interface ShopApi {
  record Order(String id) {}

  @RequestLine("GET /grid")
  int[][] grid();

  @RequestLine("GET /lists")
  List<String>[] lists();

  @RequestLine("GET /maps")
  Map<String, Order[]>[][] maps();

  @RequestLine("POST /orders")
  Order[] place(Order[] orders);

  @RequestLine("POST /grid")
  void put(int[]... grid);
}
