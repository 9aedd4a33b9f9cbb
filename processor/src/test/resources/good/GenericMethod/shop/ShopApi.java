package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

@AuthenticatedApi
@SuppressWarnings("latchkey:VariableAnswer")
public interface ShopApi {
  @RequestLine("POST /echo")
  <T> T echo(T value);

  @RequestLine("POST /sort")
  <T extends Comparable<? super T> & Serializable> List<T> sort(List<? extends T> values);

  @RequestLine("GET /orders/{id}")
  <X extends Exception> String order(@Param("id") String id) throws X;

  @RequestLine("POST /index")
  <K, V extends Map<K, ?>> Map<K, V> index(Map<K, V>[] parts);
}
