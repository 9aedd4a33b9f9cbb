package soak;

/** A way to make a call and wait for what comes of it. */
enum Way {
  /** The thread that calls waits within Feign. */
  BLOCKING {
    @Override
    SoakApi.Order order(SoakApi api, long call) {
      return api.order(call);
    }
  };

  // An endpoint that returns a CompletableFuture is one more constant here: it calls and joins.

  /** Makes a call, and returns or throws what comes of it. */
  abstract SoakApi.Order order(SoakApi api, long call) throws Exception;
}
