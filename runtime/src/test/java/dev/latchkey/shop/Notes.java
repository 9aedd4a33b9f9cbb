package dev.latchkey.shop;

import dev.latchkey.Anonymous;
import dev.latchkey.ApiClientBuilder;
import dev.latchkey.Refresh;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import feign.RequestLine;
import java.util.function.UnaryOperator;

/** An API whose credentials are cookies, and its client as the processor would write it. */
public interface Notes {
  @Anonymous
  @RequestLine("GET /login")
  String loginPage();

  @SignIn
  @RequestLine("POST /login")
  void login(String password);

  @Refresh
  @RequestLine("POST /refresh")
  void refresh();

  @SignOut
  @RequestLine("POST /logout")
  void logout();

  @RequestLine("GET /notes")
  String notes();

  @RequestLine("POST /notes")
  String add(String note);

  static ApiClientBuilder<Notes> builder() {
    return new ApiClientBuilder<>(Notes.class, UnaryOperator.identity())
        .refreshedBy(
            (api, held) -> {
              api.refresh();
              return null;
            })
        .signedOutBy((api, held) -> api.logout());
  }
}
