package notes;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import feign.RequestLine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

@AuthenticatedApi
interface NotesApi {
  record Login(String name, String password) {}

  @SignIn
  @RequestLine("POST /login")
  CompletableFuture<Void> login(Login login);

  @Refresh
  @RequestLine("POST /refresh")
  CompletionStage<Void> refresh();

  @SignOut
  @RequestLine("POST /logout")
  CompletableFuture<Void> logout();
}
