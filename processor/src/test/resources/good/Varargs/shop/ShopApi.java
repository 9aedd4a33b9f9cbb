package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("POST /names")
  void names(String... names);

  @RequestLine("POST /numbers")
  void numbers(int[][]... numbers);

  @RequestLine("POST /lists")
  @SuppressWarnings("unchecked")
  void lists(List<String>... lists);

  @RequestLine("POST /nullable")
  void nullable(@Nullable String... names);

  @RequestLine("POST /wild")
  void wild(List<?>... lists);
}
