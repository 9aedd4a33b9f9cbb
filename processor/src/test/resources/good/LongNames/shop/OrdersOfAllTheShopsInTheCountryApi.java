package shop;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import feign.Param;
import feign.RequestLine;
import java.io.IOException;
import java.util.List;
import java.util.Map;

@AuthenticatedApi
interface OrdersOfAllTheShopsInTheCountryApi {
  record LongRefreshRequest(String refreshToken) {}

  @Refresh
  @RequestLine("POST /auth/refresh")
  TokenResponse refreshWithALongName(LongRefreshRequest request);

  @SignOut
  @RequestLine("POST /auth/logout")
  void signOutWithALongName(LongRefreshRequest request);

  @RequestLine("GET /orders?firstParameter={firstParameter}&second={secondParameter}&third={thirdParameter}")
  Map<String, List<Map<String, String>>> ordersByEverythingThatThereIs(
      @Param("firstParameter") List<String> firstParameter,
      @Param("secondParameter") List<String> secondParameter,
      @Param("thirdParameter") List<String> thirdParameter)
      throws IOException, InterruptedException, IllegalStateException, IllegalArgumentException;
}
