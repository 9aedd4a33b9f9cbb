package dev.latchkey;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.latchkey.exchange.AsyncReturn;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import feign.MethodMetadata;
import java.lang.reflect.Type;

/**
 * What becomes of credentials in JSON: nothing. Every server has other names for what a {@link
 * Credential} holds, so Jackson is not to guess any, unless it has a module that knows them.
 */
final class CredentialsInJson {
  private final JsonMapper mapper;

  CredentialsInJson(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns what keeps a mapper from writing one that it comes across. */
  static SimpleModule refused() {
    return new SimpleModule().addSerializer(Credential.class, new Refusal());
  }

  /** Refuses an endpoint whose body is one. */
  void requireNotWritten(MethodMetadata endpoint) {
    if (endpoint.bodyType() == Credential.class && !canWrite()) {
      throw new IllegalStateException(
          """
          The body of %s is a Credential, which has no form in JSON; take RefreshRequest, or a \
          record of yours with what the server reads, or set an encoder(..) that can write one.\
          """
              .formatted(nameOf(endpoint)));
    }
  }

  /** Refuses an endpoint whose answer is one. */
  void requireNotRead(MethodMetadata endpoint) {
    Type returned = endpoint.returnType();
    Type answer = AsyncReturn.of(returned).orElse(returned);
    if ((answer == Credential.class || answer == CredentialResponse.class)
        && !canRead((Class<?>) answer)) {
      throw new IllegalStateException(
          """
          The answer of %s is a %s, which has no form in JSON; return TokenResponse, or a type of \
          yours that implements CredentialResponse, or set a decoder(..) that can read one.\
          """
              .formatted(nameOf(endpoint), ((Class<?>) answer).getSimpleName()));
    }
  }

  private static String nameOf(MethodMetadata endpoint) {
    return endpoint.targetType().getSimpleName() + "." + endpoint.method().getName();
  }

  private boolean canWrite() {
    try {
      byte[] unused = mapper.writeValueAsBytes(Credential.of("any").withRefreshToken("any"));
      return true;
    } catch (JsonProcessingException e) {
      return !(e instanceof InvalidDefinitionException);
    }
  }

  /** Whoever can read one may still miss what is not there. */
  private boolean canRead(Class<?> type) {
    try {
      Object unused = mapper.readValue("{}", type);
      return true;
    } catch (JsonProcessingException e) {
      return !(e instanceof InvalidDefinitionException);
    } catch (RuntimeException e) {
      return true;
    }
  }

  /** Jackson alone would find isRefreshable(), and write nothing else. */
  private static final class Refusal extends JsonSerializer<Credential> {
    @Override
    public void serialize(Credential value, JsonGenerator out, SerializerProvider provider)
        throws JsonMappingException {
      provider.reportBadDefinition(
          Credential.class,
          "A Credential has no form in JSON: what the server reads of it takes a field of its"
              + " own.");
    }
  }
}
