package dev.latchkey.processor;

import java.util.HashMap;
import java.util.Map;

/** The clients of one API that are compared with each other, and the transport that they share. */
final class ComparedClients {
  final Stub stub = new Stub();
  private final Class<?> api;
  private final PlainFeign plain;
  private final Map<Boolean, GeneratedClient> kept = new HashMap<>();

  ComparedClients(Class<?> api) {
    this.api = api;
    this.plain = PlainFeign.of(api, stub);
  }

  Object plain(DrawnEndpoint endpoint) {
    return endpoint.isAsync() ? plain.async() : plain.blocking();
  }

  /** Returns the one of earlier draws, unless a call may have changed what its session holds. */
  GeneratedClient generated(DrawnEndpoint endpoint, RandomValues values, boolean asItComes)
      throws Exception {
    boolean changes = endpoint.isOfSession();
    GeneratedClient client = changes ? null : kept.get(asItComes);
    if (client == null) {
      client =
          GeneratedClient.of(
              api, stub, values.credential(), endpoint.isOfCookies(), changes, asItComes);
      kept.put(asItComes, client);
    }
    return client;
  }
}
