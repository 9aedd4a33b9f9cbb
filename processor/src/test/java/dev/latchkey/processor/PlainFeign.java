package dev.latchkey.processor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import feign.AsyncFeign;
import feign.BaseBuilder;
import feign.Feign;
import feign.Request;
import feign.Retryer;
import feign.codec.Decoder;
import feign.codec.DefaultDecoder;
import feign.codec.DefaultEncoder;
import feign.codec.Encoder;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.lang.reflect.Type;
import java.time.Duration;

/** The clients that Feign itself makes of an API: one for blocking endpoints, one for others. */
record PlainFeign(Object blocking, Object async) {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Text and bytes as they are, and all else in JSON. */
  static final Encoder ENCODER =
      (body, type, template) ->
          (isRaw(type) ? new DefaultEncoder() : new JacksonEncoder(JSON))
              .encode(body, type, template);

  static final Decoder DECODER =
      (response, type) ->
          (isRaw(type) ? new DefaultDecoder() : new JacksonDecoder(JSON)).decode(response, type);

  static PlainFeign of(Class<?> api, Stub stub) {
    return new PlainFeign(
        configured(Feign.builder().client(stub)).target(api, Stub.URL),
        configured(AsyncFeign.<Object>builder().client(stub)).target(api, Stub.URL));
  }

  /** Feign sends a failed request five times, unless told otherwise. */
  private static <B extends BaseBuilder<B, F>, F> B configured(B feign) {
    return feign
        .encoder(ENCODER)
        .decoder(DECODER)
        .retryer(Retryer.NEVER_RETRY)
        .options(new Request.Options(Duration.ofSeconds(10), Duration.ofSeconds(60), false));
  }

  static boolean isRaw(Type type) {
    return type == String.class || type == byte[].class;
  }
}
