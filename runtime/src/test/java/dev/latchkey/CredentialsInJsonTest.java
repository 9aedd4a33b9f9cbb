package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.RequestLine;
import feign.Response;
import feign.codec.EncodeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A credential in JSON")
class CredentialsInJsonTest {
  interface RefreshWithOne {
    @Refresh
    @RequestLine("POST /auth/refresh")
    TokenResponse refresh(Credential held);
  }

  interface SignOutWithOne {
    @SignOut
    @RequestLine("POST /auth/logout")
    CompletableFuture<Void> logout(Credential held);
  }

  interface SignInForOne {
    @SignIn
    @RequestLine("POST /auth/login")
    Credential login(String password);
  }

  interface RefreshForOne {
    @Refresh
    @RequestLine("POST /auth/refresh")
    CompletionStage<Credential> refresh(RefreshRequest request);
  }

  interface SignInForAny {
    @SignIn
    @RequestLine("POST /auth/login")
    CredentialResponse login(String password);
  }

  /** What has one in it, which shows when it is written. */
  record Leaving(Credential held) {}

  interface Within {
    @Refresh
    @RequestLine("POST /auth/refresh")
    TokenResponse refresh(Leaving leaving);

    @SignOut
    @RequestLine("POST /auth/logout")
    void logout(Leaving leaving);
  }

  interface Both {
    @Refresh
    @RequestLine("POST /auth/refresh")
    Credential refresh(Credential held);
  }

  private final StrictServer server = new StrictServer();
  private final AuthSession session = AuthSession.builder().build();

  private <T> ApiClientBuilder<T> client(Class<T> api) {
    return new ApiClientBuilder<>(api, UnaryOperator.identity())
        .url(Shop.URL)
        .session(session)
        .client(new StubTransport(server));
  }

  @ParameterizedTest
  @ValueSource(classes = {RefreshWithOne.class, SignOutWithOne.class})
  @DisplayName("is no body: build() refuses it and says what to do")
  void isNoBody(Class<?> api) {
    assertThatThrownBy(client(api)::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("The body of " + api.getSimpleName() + ".")
        .hasMessageContaining(
            " is a Credential, which has no form in JSON; take RefreshRequest, or a record of"
                + " yours")
        .hasMessageEndingWith("or set an encoder(..) that can write one.");
  }

  @ParameterizedTest
  @ValueSource(classes = {SignInForOne.class, RefreshForOne.class, SignInForAny.class})
  @DisplayName("is no answer, now or later: build() refuses it and says what to do")
  void isNoAnswer(Class<?> api) {
    assertThatThrownBy(client(api)::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("The answer of " + api.getSimpleName() + ".")
        .hasMessageContaining(" is a Credential")
        .hasMessageContaining("; return TokenResponse, or a type of yours")
        .hasMessageEndingWith("or set a decoder(..) that can read one.");
  }

  @Test
  @DisplayName("is what an encoder and a decoder of the user's make of it")
  void isTheirs() {
    server.on("/auth/refresh", asked -> Answered.of(200, asked.body() + "-next"));
    Object unused =
        client(Both.class)
            .encoder((body, type, request) -> request.body(((Credential) body).refreshToken()))
            .decoder((response, type) -> Credential.of(text(response)))
            .build();
    session.signIn(Credential.of("old").withRefreshToken("renewing"));

    assertThat(session.refresh().accessToken()).isEqualTo("renewing-next");
  }

  private static String text(Response response) throws IOException {
    return new String(response.body().asInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("that is within a body is not written, and no message holds it")
  void isNotWritten() {
    Within api = client(Within.class).build();
    Credential held = Credential.of("hidden-access").withRefreshToken("hidden-refresh");
    session.signIn(held);

    assertThatThrownBy(session::refresh)
        .isInstanceOf(RefreshFailedException.class)
        .satisfies(CredentialsInJsonTest::saysWhatIsWrong);
    assertThatThrownBy(() -> api.logout(new Leaving(held)))
        .isInstanceOf(EncodeException.class)
        .satisfies(CredentialsInJsonTest::saysWhatIsWrong);

    assertThat(server.asked()).isEmpty();
  }

  private static void saysWhatIsWrong(Throwable failure) {
    StringWriter printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    assertThat(printed.toString())
        .contains("A Credential has no form in JSON: what the server reads of it takes a field")
        .doesNotContain("hidden");
  }

  @Test
  @DisplayName("is what a module of Jackson's that is on the class path makes of it")
  void isOfAModule(@TempDir Path classes) throws IOException {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("com.fasterxml.jackson.databind.Module"), OwnNames.class.getName());
    server.on("/auth/refresh", asked -> Answered.json(asked.body().replace("old", "new")));
    ClassLoader usual = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, usual)) {
      Thread.currentThread().setContextClassLoader(loader);
      assertThatCode(client(Both.class)::build).doesNotThrowAnyException();
    } finally {
      Thread.currentThread().setContextClassLoader(usual);
    }
    session.signIn(Credential.of("old").withRefreshToken("renewing"));

    assertThat(session.refresh().accessToken()).isEqualTo("new");
  }

  /** Knows what a server calls it. */
  public static final class OwnNames extends SimpleModule {
    private static final long serialVersionUID = 1;

    public OwnNames() {
      addSerializer(
          Credential.class,
          new JsonSerializer<Credential>() {
            @Override
            public void serialize(Credential held, JsonGenerator out, SerializerProvider provider)
                throws IOException {
              out.writeStartObject();
              out.writeStringField("access", held.accessToken());
              out.writeEndObject();
            }
          });
      addDeserializer(
          Credential.class,
          new JsonDeserializer<Credential>() {
            @Override
            public Credential deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
              JsonNode answer = in.readValueAsTree();
              return Credential.of(answer.get("access").asText());
            }
          });
    }
  }
}
