package dev.latchkey.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.scheme.Outgoing.Purpose;
import dev.latchkey.session.Credential;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cookies of a server that sends anything; what it sends is drawn from a seed. */
class CookieFuzzTest {
  private static final int INPUTS = Integer.getInteger("latchkey.fuzz", 10_000);
  private static final long SEED = Long.getLong("latchkey.seed", 1);
  private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]([ -~]*[!-~])?");
  private static final int MOST = 32 * 1024 + 50 * 1100;

  private static final String[] PIECES = {
    "a",
    "b",
    "=",
    ";",
    "; ",
    ",",
    " ",
    "\t",
    "\"",
    "1",
    "__Host-",
    "__secure-",
    "Path=/",
    "Path",
    "/api",
    "Domain=notes.example",
    "domain=.example",
    "Domain=evil.example",
    "Max-Age=0",
    "Max-Age=9",
    "max-age=-",
    "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    "Expires=",
    "Nov",
    "2026",
    "12:00:00",
    "31",
    "Secure",
    "HttpOnly",
    "SameSite=None",
    "\r\n",
    "\u0000",
    "\u007f",
    "\u00e9",
    "\u20ac",
    "\ud83d\ude00",
    "\ud800",
    "%3B",
    "h",
    "d",
    "-9223372036854775808",
  };
  private static final String[] URLS = {
    "https://notes.example/api/notes", "http://notes.example", "https://sub.notes.example/?a=;b",
    "http://127.0.0.1:8080/x", "http://[::1]/x/y", "https://notes.example:8443/api;v=1/notes#f",
  };

  private final Random random = new Random(SEED);
  private final CookieScheme scheme =
      CookieScheme.plain().csrf("a", "X-Csrf").clock(InstantSource.system());

  @Test
  @DisplayName("P24 whatever a server sets, requests carry what a header can hold, within bounds")
  void anything() {
    Credential held = null;
    int carried = 0;
    for (int i = 0; i < INPUTS; i++) {
      held = random.nextInt(8) == 0 ? null : held;
      held = after(held);
      if (held != null) {
        carried += check(held);
      }
    }
    System.out.printf(
        "Set %,d cookies at random, of which %,d requests carried some.%n", INPUTS, carried);
    assertThat(carried).isGreaterThan(INPUTS / 100);
  }

  private @Nullable Credential after(@Nullable Credential held) {
    List<String> lines = new ArrayList<>();
    for (int left = random.nextInt(3); left >= 0; left--) {
      lines.add(line());
    }
    Outgoing request = request();
    return scheme
        .renewed(held, new Incoming(200, request, Map.of("Set-Cookie", lines)))
        .orElse(held);
  }

  private Outgoing request() {
    String url = URLS[random.nextInt(URLS.length)];
    return new Outgoing(Purpose.CALL, "GET", url, random.nextBoolean());
  }

  private String line() {
    StringBuilder line =
        new StringBuilder(random.nextBoolean() ? "a" + random.nextInt(99) + "=" : "");
    for (int i = random.nextInt(12); i >= 0; i--) {
      String piece = PIECES[random.nextInt(PIECES.length)];
      line.append(random.nextInt(200) == 0 ? piece.repeat(5000) : piece);
    }
    return line.toString();
  }

  private int check(Credential held) {
    CookieJar jar = CookieJar.parse(held.accessToken());
    assertThat(jar.text()).isEqualTo(held.accessToken());
    Map<String, String> headers = scheme.headers(held, request());
    headers.values().forEach(value -> assertThat(value).matches(v -> v.isEmpty() || isFit(v)));
    assertThat(held.accessToken().length()).isLessThan(MOST);
    return headers.isEmpty() ? 0 : 1;
  }

  private static boolean isFit(String value) {
    return HEADER_VALUE.matcher(value).matches();
  }

  @Test
  @DisplayName("P24 whatever a store holds, a jar is read or is empty")
  void anyText() {
    int read = 0;
    for (int i = 0; i < INPUTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int fields = random.nextInt(11); fields >= 0; fields--) {
        text.append(PIECES[random.nextInt(PIECES.length)]).append(fields > 0 ? ";" : "");
      }
      CookieJar jar = CookieJar.parse(text.toString());
      if (!jar.cookies().isEmpty()) {
        read++;
        assertThat(CookieJar.parse(jar.text())).isEqualTo(jar);
      }
    }
    System.out.printf("Read %,d texts at random, of which %,d were jars.%n", INPUTS, read);
  }
}
