package cli;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.StoreUnavailableException;
import dev.latchkey.store.FileSessionStore;
import feign.FeignException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * {@code login NAME PASSWORD}, {@code orders} or {@code logout}: each run is a process of its own,
 * and goes on with the session of the one before.
 */
public final class ShopCli {
  private final ShopApi shop;
  private final AuthSession session;
  private final PrintStream out;

  private ShopCli(String url, Path home, PrintStream out) {
    this.session = AuthSession.builder().store(FileSessionStore.in(home)).key("shop").build();
    this.shop = ShopApiClient.builder().url(url).session(session).build();
    this.out = out;
  }

  /**
   * Runs one command.
   *
   * @param args the URL of the shop, the directory of the session, and the command
   */
  public static void main(String... args) {
    ShopCli cli = new ShopCli(args[0], Path.of(args[1]), System.out);
    System.exit(cli.run(args[2], args));
  }

  private int run(String command, String... args) {
    try {
      switch (command) {
        case "login" -> {
          shop.login(new ShopApi.Login(args[3], args[4]));
          out.println("Welcome, " + args[3] + ".");
        }
        case "orders" -> out.println(shop.orders());
        case "logout" -> {
          session.signOut();
          out.println("Goodbye.");
        }
        default -> out.println("login NAME PASSWORD | orders | logout");
      }
      return 0;
    } catch (NotSignedInException e) {
      out.println("Sign in first: login NAME PASSWORD");
      return 2;
    } catch (RefreshFailedException e) {
      out.println("The shop cannot renew your session now. Try again after " + e.retryAt() + ".");
      return 3;
    } catch (StoreUnavailableException e) {
      out.println(e.getMessage());
      return 4;
    } catch (FeignException.Unauthorized e) {
      out.println("The shop knows no such name and password.");
      return 2;
    }
  }
}
