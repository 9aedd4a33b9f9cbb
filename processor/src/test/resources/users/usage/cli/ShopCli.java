package usage.cli;

import dev.latchkey.Anonymous;
import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.RejectedBy;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.RefreshFailedException;
import feign.FeignException;
import feign.Param;
import feign.RequestLine;
import java.io.PrintStream;
import java.util.List;

/** The shop. */
@AuthenticatedApi
interface ShopApi {

  @SignIn
  @RequestLine("POST /auth/login")
  TokenResponse login(Login login);

  @Refresh
  @RequestLine("POST /auth/refresh")
  TokenResponse refresh(RefreshRequest request);

  @SignOut
  @RequestLine("POST /auth/logout")
  void logout(RefreshRequest request);

  @Anonymous
  @RequestLine("GET /catalogue")
  List<Item> catalogue();

  @RequestLine("GET /orders?page={page}")
  List<Order> orders(@Param("page") int page);

  @RequestLine("POST /orders")
  Order place(NewOrder order);

  /** Answers 401 if the old password is wrong, which says nothing of the session. */
  @RejectedBy({})
  @RequestLine("POST /account/password")
  void changePassword(PasswordChange change);
}

record Login(String name, String password) {}

/** The session makes these itself: from the refresh token, by the constructor. */
record RefreshRequest(String refreshToken) {}

record Item(String id, String name) {}

record NewOrder(String item, int count) {}

record Order(String id, String item, int count) {}

record PasswordChange(String oldPassword, String newPassword) {}

/** {@code shop login ada}, {@code shop orders}, {@code shop logout}: one session. */
public final class ShopCli {
  private final AuthSession session;
  private final ShopApi shop;
  private final PrintStream out;

  ShopCli(AuthSession session, ShopApi shop, PrintStream out) {
    this.session = session;
    this.shop = shop;
    this.out = out;
  }

  public static void main(String[] args) {
    AuthSession session = AuthSession.builder().build();
    ShopApi shop = ShopApiClient.builder()
        .url("https://shop.example")
        .session(session)
        .build();
    System.exit(new ShopCli(session, shop, System.out).run(args));
  }

  int run(String... args) {
    try {
      switch (args[0]) {
        case "login" -> shop.login(new Login(args[1], new String(System.console().readPassword("Password: "))));
        case "catalogue" -> shop.catalogue().forEach(out::println);
        case "orders" -> shop.orders(0).forEach(out::println);
        case "buy" -> out.println(shop.place(new NewOrder(args[1], 1)));
        case "logout" -> session.signOut();
        default -> out.println("shop login NAME | catalogue | orders | buy ITEM | logout");
      }
      return 0;
    } catch (NotSignedInException e) {
      out.println(e.getMessage());
      out.println("Run: shop login NAME");
      return 2;
    } catch (RefreshFailedException e) {
      out.println("The shop cannot renew your session right now. Try again after " + e.retryAt() + ".");
      return 3;
    } catch (FeignException.Unauthorized e) {
      out.println("The shop refused: a wrong password, or a session that was ended elsewhere.");
      return 2;
    }
  }
}
