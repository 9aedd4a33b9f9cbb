package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.io.Serializable;
import java.util.List;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("POST /max")
  <T extends Comparable<? super T>> String max(List<T> all);

  @RequestLine("POST /both")
  <T extends Number & Serializable> void both(T body);

  @RequestLine("GET /{id}")
  <I extends CharSequence> String one(@Param("id") I id);

  @RequestLine("POST /pair")
  <A, B extends List<A>> void pair(B body) throws IllegalStateException;
}
