package shop;

import dev.latchkey.RefreshRequest;
import dev.latchkey.TokenResponse;
import feign.Feign;
import feign.RequestInterceptor;
import feign.RequestTemplate;
import feign.Response;
import feign.RetryableException;
import feign.Retryer;
import feign.codec.DefaultErrorDecoder;
import feign.codec.ErrorDecoder;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.util.Objects;

/**
 * Plain Feign, as its own README shows how "to refresh token and retry with ErrorDecoder and
 * Retryer when received a 401 response": section "Retry" of README.md, with the interceptor of
 * section "Request Interceptors" to send the token.
 *
 * <p>The number of attempts and the pause between them are those of the README. Where it says
 * "access an external api to obtain new token", this calls the refresh endpoint. For one call at a
 * time it works.
 *
 * @see <a href="https://github.com/OpenFeign/feign#retry">README.md, section Retry</a>
 * @see <a href="https://github.com/OpenFeign/feign/pull/2030">the pull request that wrote it</a>
 */
final class FeignAsDocumented {
  /** What the output names. */
  static final String SOURCE =
      "README.md, section \"Retry\": https://github.com/OpenFeign/feign#retry";

  private final ShopApi auth;
  private volatile TokenResponse tokens;

  private FeignAsDocumented(String url) {
    auth =
        Feign.builder()
            .encoder(new JacksonEncoder())
            .decoder(new JacksonDecoder())
            .target(ShopApi.class, url);
    tokens = auth.login(new ShopApi.Login("ada", "secret"));
  }

  static ShopApi signIn(String url) {
    FeignAsDocumented session = new FeignAsDocumented(url);
    return Feign.builder()
        .decoder(new JacksonDecoder())
        .requestInterceptor(session.new TokenInterceptor())
        .errorDecoder(new UnauthorizedIsRetryable())
        .retryer(session.new RefreshingRetryer(100, 3))
        .target(ShopApi.class, url);
  }

  private void obtainNewToken() {
    String refreshToken = Objects.requireNonNull(tokens.refreshToken(), "refreshToken");
    tokens = auth.refresh(new RefreshRequest(refreshToken));
  }

  /** The README's section "Request Interceptors". */
  private final class TokenInterceptor implements RequestInterceptor {
    @Override
    public void apply(RequestTemplate template) {
      template.header("Authorization", "Bearer " + tokens.accessToken());
    }
  }

  /** The README's {@code MyErrorDecoder}. */
  private static final class UnauthorizedIsRetryable implements ErrorDecoder {
    private final ErrorDecoder others = new DefaultErrorDecoder();

    @Override
    public Exception decode(String methodKey, Response response) {
      if (response.status() != 401) {
        return others.decode(methodKey, response);
      }
      return new RetryableException(
          response.status(),
          response.reason(),
          response.request().httpMethod(),
          (Long) null,
          response.request());
    }
  }

  /** The README's {@code MyRetryer}; Feign clones it for each call. */
  private final class RefreshingRetryer implements Retryer {
    private final long pauseMillis;
    private final int maxAttempts;
    private int attempt = 1;

    private RefreshingRetryer(long pauseMillis, int maxAttempts) {
      this.pauseMillis = pauseMillis;
      this.maxAttempts = maxAttempts;
    }

    @Override
    public void continueOrPropagate(RetryableException e) {
      attempt++;
      if (attempt > maxAttempts || e.status() != 401) {
        throw e;
      }
      // The interceptor writes the new token; without this line, beside the old one.
      e.request().requestTemplate().removeHeader("Authorization");
      obtainNewToken();
      try {
        Thread.sleep(pauseMillis);
      } catch (InterruptedException interrupted) {
        throw e;
      }
    }

    @Override
    public Retryer clone() {
      return new RefreshingRetryer(pauseMillis, maxAttempts);
    }
  }
}
