package shop;

import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public interface Crud<T, K> extends Source<Map<K, List<T>>> {
  @RequestLine("GET /items/{key}")
  @Nullable T find(@Param("key") K key);

  @RequestLine("GET /items")
  List<@Nullable T> all();

  @RequestLine("POST /items")
  T add(T item);

  @RequestLine("POST /items/convert")
  @SuppressWarnings("latchkey:VariableAnswer")
  <R extends T> R convert(Map<? super K, ? extends T> items);

  @RequestLine("PUT /items")
  void replace(T[] items);
}
