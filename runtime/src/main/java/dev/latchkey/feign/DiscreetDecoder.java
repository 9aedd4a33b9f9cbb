package dev.latchkey.feign;

import dev.latchkey.exchange.EndpointName;
import feign.FeignException;
import feign.Response;
import feign.codec.DecodeException;
import feign.codec.Decoder;
import java.io.IOException;
import java.lang.reflect.Type;

/**
 * Decodes the answers of lifecycle endpoints. A parser's complaint quotes what it could not read,
 * and here that is a token, so the complaint is replaced by its name.
 */
final class DiscreetDecoder implements Decoder {
  private final Decoder decoder;

  DiscreetDecoder(Decoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public Object decode(Response outspoken, Type type) {
    Response response = DiscreetRequest.hiddenIn(outspoken);
    try {
      return decoder.decode(response, type);
    } catch (IOException | RuntimeException e) {
      DecodeException discreet =
          new DecodeException(
              response.status(),
              "The answer of %s could not be read as %s (%s)."
                  .formatted(
                      EndpointName.of(response.request()),
                      type.getTypeName(),
                      e instanceof FeignException
                          ? "status " + response.status()
                          : e.getClass().getSimpleName()),
              response.request());
      discreet.setStackTrace(e.getStackTrace());
      throw discreet;
    }
  }
}
