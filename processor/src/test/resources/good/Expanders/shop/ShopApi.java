package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;

@AuthenticatedApi
public interface ShopApi {
  class Seconds implements Param.Expander {
    @Override
    public String expand(Object value) {
      return Long.toString(((Duration) value).toSeconds());
    }
  }

  class Joined implements Param.Expander {
    @Override
    public String expand(Object value) {
      return String.join("+", (String[]) value);
    }
  }

  class Keys implements Param.Expander {
    @Override
    public String expand(Object value) {
      return ((Map<?, ?>) value).keySet().toString();
    }
  }

  @RequestLine("GET /orders/{age}?within={age}")
  @Headers("X-Age: {age}")
  String aged(@Param(value = "age", expander = Seconds.class) Duration age);

  @RequestLine("GET /orders?ages={ages}")
  String each(@Param(value = "ages", expander = Seconds.class) List<Duration> ages);

  @RequestLine("GET /orders?ids={ids}")
  String joined(@Param(value = "ids", expander = Joined.class) String... ids);

  @RequestLine("POST /keys")
  @Body("{keys}")
  void keys(@Param(value = "keys", expander = Keys.class) Map<String, String> keys);
}
