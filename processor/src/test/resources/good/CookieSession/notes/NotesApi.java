package notes;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import feign.RequestLine;

@AuthenticatedApi
interface NotesApi {
  record Login(String name, String password) {}

  @SignIn
  @RequestLine("POST /login")
  void login(Login login);

  @Refresh
  @RequestLine("POST /refresh")
  void refresh();

  @SignOut
  @RequestLine("POST /logout")
  Void logout();
}
