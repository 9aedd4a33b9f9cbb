package usage.other;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Generation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** A seat of one's own: what Feign cannot do (a file straight to disk) on the session that Feign's clients use. */
final class Download {
  private final HttpClient http = HttpClient.newHttpClient();
  private final AuthSession session;

  Download(AuthSession session) {
    this.session = session;
  }

  Path to(Path file, URI source) throws IOException, InterruptedException {
    Generation held = session.current();
    HttpResponse<Path> answer = send(held, source, file);
    if (answer.statusCode() == 401) {
      held = held.refreshIfStill();
      answer = send(held, source, file);
    }
    if (answer.statusCode() == 401) {
      throw new IOException(source + " was answered 401");
    }
    held.accepted();
    return answer.body();
  }

  private HttpResponse<Path> send(Generation held, URI source, Path file) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(source)
        .header("Authorization", "Bearer " + held.credential().accessToken())
        .build();
    return http.send(request, BodyHandlers.ofFile(file));
  }
}
