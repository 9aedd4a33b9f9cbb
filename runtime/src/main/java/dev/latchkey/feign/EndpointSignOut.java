package dev.latchkey.feign;

import dev.latchkey.scheme.Outgoing;
import dev.latchkey.session.Credential;
import feign.InvocationHandlerFactory.MethodHandler;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.function.Consumer;

/** Tells an API's own endpoint. */
final class EndpointSignOut extends AtEndpoint implements Consumer<Credential> {
  /** Tells the endpoint. */
  @FunctionalInterface
  interface Telling {
    void tell(Credential held) throws Throwable;
  }

  private final Telling telling;

  private EndpointSignOut(LifecycleEndpoint endpoint, Telling telling) {
    super(endpoint);
    this.telling = telling;
  }

  /**
   * Returns what tells an endpoint as its session does.
   *
   * @param endpoint the endpoint
   * @param sent what sends it
   */
  static EndpointSignOut of(LifecycleEndpoint endpoint, MethodHandler sent) {
    LifecycleCalls<Object> said = endpoint.callsOnAnyApi();
    SignOutCall<? super Object> call = said == null ? null : said.signOut();
    Telling telling;
    if (call == null) {
      LifecycleArguments arguments = LifecycleArguments.of(endpoint.method());
      telling = held -> sent.invoke(arguments.of(held));
    } else {
      Object api = endpoint.openApi(sent);
      telling = held -> call.call(api, held);
    }
    return new EndpointSignOut(
        endpoint,
        held ->
            endpoint
                .seat()
                .sending(
                    new Cargo.Lifecycle(endpoint.seat(), Outgoing.Purpose.SIGN_OUT, held),
                    () -> {
                      telling.tell(held);
                      return null;
                    }));
  }

  @Override
  public void accept(Credential held) {
    try {
      telling.tell(held);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
