package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
@SuppressWarnings("rawtypes")
public interface RawApi extends Repository {}

interface Repository<T extends Comparable<T>> {
  @RequestLine("GET /all")
  List<T> all();

  @RequestLine("POST /add")
  T add(T item);
}
