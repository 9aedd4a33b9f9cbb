package dev.latchkey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.exchange.AsyncReturn;
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

  JsonCodec() {
    JsonMapper mapper =
        JsonMapper.builder()
            .findAndAddModules()
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    this.json = new JacksonEncoder(mapper);
    this.fromJson = new JacksonDecoder(mapper);
  }

  @Override
  public Encoder encoder() {
    return this::encode;
  }

  @Override
  public Decoder decoder() {
    return this::decode;
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

  private static boolean isRaw(Type type) {
    return type == String.class || type == byte[].class;
  }

  private static void addUnlessNamed(RequestTemplate template, String header) {
    if (template.headers().keySet().stream().noneMatch(header::equalsIgnoreCase)) {
      template.header(header, JSON);
    }
  }
}
