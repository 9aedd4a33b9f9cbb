package shop;

import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

@NullMarked
@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /orders")
  List<@Nullable String> orders(@QueryMap Map<String, @Nullable Object> filter);

  @RequestLine("POST /deep")
  Map<String, List<? extends @Nullable Object>> deep(List<@Nullable String @Nullable []> names);

  @RequestLine("POST /first")
  @SuppressWarnings("latchkey:VariableAnswer")
  <T extends @Nullable Object> T first(List<T> values);
}
