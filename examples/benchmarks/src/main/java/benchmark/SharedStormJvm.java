package benchmark;

import dev.latchkey.feign.SessionCapability;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.Generation;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.store.FileSessionStore;
import feign.Feign;
import feign.Retryer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** One of the JVMs of a {@link SharedStorm}. */
final class SharedStormJvm {
  private static final String URL = "https://shop.example";

  private final URI tokenEndpoint;
  private final HttpClient http = HttpClient.newHttpClient();

  private SharedStormJvm(URI tokenEndpoint) {
    this.tokenEndpoint = tokenEndpoint;
  }

  /**
   * Says that it is ready, waits for a line, and prints what the store was asked for: by its part
   * of the storm, and by a thousand calls afterwards.
   *
   * @param args the directory of the store, the token endpoint and the number of callers
   */
  public static void main(String[] args) throws Exception {
    SharedStormJvm jvm = new SharedStormJvm(URI.create(args[1]));
    jvm.run(new CountingStore(FileSessionStore.in(Path.of(args[0]))), Integer.parseInt(args[2]));
    System.exit(0); // whatever the threads of the client do
  }

  private void run(CountingStore store, int callers) throws Exception {
    AuthSession session =
        AuthSession.builder()
            .store(store)
            .key(SharedStorm.KEY)
            // Looks at an interval are no matter of calls.
            .policy(RefreshPolicy.defaults().storeCheckInterval(Duration.ofHours(1)))
            .refreshWith(this::refresh)
            .build();
    Generation unused = session.current(); // the first look, which is no part of a storm
    OrdersApi orders =
        Feign.builder()
            .client(new Rejecting(SharedStorm.ISSUED.accessToken(), callers, 0))
            .retryer(Retryer.NEVER_RETRY)
            .addCapability(SessionCapability.of(session, URL))
            .target(OrdersApi.class, URL);
    ExecutorService threads = CallerThreads.open();
    Crowd crowd = Crowd.of(callers, threads);
    CountingStore.Count unusedCount = store.count();
    System.out.println("ready");
    int unusedLine = System.in.read();

    crowd.call(orders::orders);
    System.out.println(store.count());
    for (int i = 0; i < 1_000; i++) {
      String unusedAnswer = orders.orders();
    }
    System.out.println(store.count());
    threads.shutdownNow();
  }

  private Credential refresh(Credential held) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(tokenEndpoint)
            .POST(HttpRequest.BodyPublishers.ofString(held.refreshToken()))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 204) {
      throw new IOException("The token endpoint answered " + status + ".");
    }
    return SharedStorm.ISSUED;
  }
}
