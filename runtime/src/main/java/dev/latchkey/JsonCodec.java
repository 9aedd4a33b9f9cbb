package dev.latchkey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.exchange.AsyncReturn;
import feign.Contract;
import feign.MethodMetadata;
import feign.RequestInterceptor;
import feign.RequestTemplate;
import feign.Response;
import feign.codec.Codec;
import feign.codec.Decoder;
import feign.codec.DefaultDecoder;
import feign.codec.DefaultEncoder;
import feign.codec.Encoder;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;

/**
 * What a client speaks unless told otherwise: JSON by Jackson, with the modules that are on the
 * class path; text and bytes as they are.
 */
final class JsonCodec implements Codec, RequestInterceptor {
  private static final String JSON = "application/json";

  private final Encoder json;
  private final Decoder fromJson;
  private final Encoder raw = new DefaultEncoder();
  private final Decoder fromRaw = new DefaultDecoder();
  private final Encoder encoder = this::encode;
  private final Decoder decoder = this::decode;
  private final CredentialsInJson credentials;

  JsonCodec() {
    JsonMapper mapper =
        JsonMapper.builder()
            // First, so that a module of the user's has the last word.
            .addModule(CredentialsInJson.refused())
            .findAndAddModules()
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    this.json = new JacksonEncoder(mapper);
    this.fromJson = new JacksonDecoder(mapper);
    this.credentials = new CredentialsInJson(mapper);
  }

  @Override
  public Encoder encoder() {
    return encoder;
  }

  @Override
  public Decoder decoder() {
    return decoder;
  }

  private void encode(Object body, Type type, RequestTemplate template) {
    if (isRaw(type)) {
      raw.encode(body, type, template);
    } else {
      json.encode(body, type, template);
      addUnlessNamed(template, "Content-Type");
    }
  }

  private Object decode(Response response, Type type) throws IOException {
    return isRaw(type) ? fromRaw.decode(response, type) : fromJson.decode(response, type);
  }

  /** Asks for JSON where the interface asks for nothing else. */
  @Override
  public void apply(RequestTemplate template) {
    Type returned = template.methodMetadata().returnType();
    if (!isRaw(AsyncReturn.of(returned).orElse(returned))) {
      addUnlessNamed(template, "Accept");
    }
  }

  /** Returns a contract that refuses endpoints that this codec, where it is asked, cannot serve. */
  Contract legible(Contract contract, Encoder writing, Decoder reading) {
    return api -> {
      List<MethodMetadata> endpoints = contract.parseAndValidateMetadata(api);
      for (MethodMetadata endpoint : endpoints) {
        if (writing == encoder) {
          credentials.requireNotWritten(endpoint);
        }
        if (reading == decoder) {
          credentials.requireNotRead(endpoint);
        }
      }
      return endpoints;
    };
  }

  private static boolean isRaw(Type type) {
    return type == String.class || type == byte[].class;
  }

  private static void addUnlessNamed(RequestTemplate template, String header) {
    if (template.headers().keySet().stream().noneMatch(header::equalsIgnoreCase)) {
      template.header(header, JSON);
    }
  }
}
