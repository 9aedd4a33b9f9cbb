package soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import soak.Family.Arrival;

/** Issues tokens, and judges their use by what it knows has arrived. */
final class TokenDesk {
  private static final long ACCESS_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();

  private final Ledger ledger;
  private final Map<Integer, Family> families = new HashMap<>();
  private int signIns;

  TokenDesk(Ledger ledger) {
    this.ledger = ledger;
  }

  /** A token that was presented, or one that nobody knows. */
  record Presented(@Nullable Family family, int generation) {}

  /** What an access token is worth. */
  enum Standing {
    GOOD,
    EXPIRED,
    OVER
  }

  /**
   * What comes of a sign-in or a refresh.
   *
   * @param family what it is about, or null if the token is nobody's
   * @param generation the newest of the family by then
   * @param isGranted whether there are tokens
   * @param json the tokens, or that they are refused
   */
  record Verdict(@Nullable Family family, int generation, boolean isGranted, String json) {
    static Verdict granted(Family family) {
      return new Verdict(family, family.newest, true, tokens(family));
    }

    static Verdict refused(@Nullable Family family) {
      int generation = family == null ? 0 : family.newest;
      return new Verdict(family, generation, false, "{\"error\": \"invalid_grant\"}");
    }
  }

  synchronized Verdict signIn(String session, boolean tellExpiry) {
    signIns++;
    Family family = new Family(signIns, session, tellExpiry);
    families.put(family.number, family);
    family.rotate(ACCESS_NANOS);
    ledger.count(Event.SIGNED_IN);
    return Verdict.granted(family);
  }

  synchronized void signOut(String session, String accessToken) {
    Family family = presented(session, accessToken).family();
    if (family != null) {
      family.signedOut = true;
      ledger.count(Event.SIGNED_OUT);
    }
  }

  /** Judges a refresh token, and rotates it if it is good. */
  synchronized Verdict refresh(String session, String token) {
    Presented presented = presented(session, token);
    Family family = presented.family();
    if (family == null) {
      return Verdict.refused(null);
    }
    if (presented.generation() != family.newest) {
      judgeReuse(family, presented.generation());
      return Verdict.refused(family);
    }
    if (family.isOver()) {
      judgeAfterTheEnd(family);
      return Verdict.refused(family);
    }
    family.seen(presented.generation());
    family.rotate(ACCESS_NANOS);
    ledger.count(Event.REFRESH_GRANTED);
    return Verdict.granted(family);
  }

  /** Says how it went with the answer that carried this verdict. */
  synchronized void arrived(Verdict verdict, Arrival arrival) {
    Family family = verdict.family();
    if (family == null) {
      return;
    }
    if (!verdict.isGranted()) {
      family.refusalArrived |= arrival == Arrival.YES;
    } else if (family.newest == verdict.generation() && family.newestArrived != Arrival.YES) {
      family.newestArrived = arrival;
    }
  }

  synchronized Standing standing(String session, String accessToken) {
    Presented presented = presented(session, accessToken);
    Family family = presented.family();
    if (family == null || family.isOver()) {
      return Standing.OVER;
    }
    family.seen(presented.generation());
    return family.isFresh(presented.generation()) ? Standing.GOOD : Standing.EXPIRED;
  }

  /** Takes an access token back before its time. */
  synchronized void takeBack(String session, String accessToken) {
    Presented presented = presented(session, accessToken);
    if (presented.family() != null) {
      presented.family().takeBack(presented.generation());
    }
  }

  /** Returns the number of the sign-in that a token comes from, or 0. */
  synchronized int signInOf(String session, String token) {
    Family family = presented(session, token).family();
    return family == null ? 0 : family.number;
  }

  /** Forgets sign-ins that nobody has used for long. */
  synchronized void forgetOld() {
    long now = System.nanoTime();
    families.values().removeIf(family -> now - family.usedNanos > REMEMBERED_NANOS);
  }

  synchronized int remembered() {
    return families.size();
  }

  private void judgeReuse(Family family, int generation) {
    String what =
        "generation %d of sign-in %d, session %s, whose newest is %d"
            .formatted(generation, family.number, family.session, family.newest);
    if (family.isOver() && !family.lost) {
      judgeAfterTheEnd(family);
    } else if (generation != family.newest - 1 || family.newestArrived == Arrival.YES) {
      ledger.violated(Violation.TOKEN_REUSED, what);
      family.lost = true;
    } else if (family.lost) {
      judgeAfterTheEnd(family);
    } else {
      family.lost = true;
      ledger.count(Event.SESSION_LOST);
    }
  }

  private void judgeAfterTheEnd(Family family) {
    if (family.signedOut) {
      ledger.count(Event.REFRESH_OF_SIGNED_OUT);
    } else if (family.refusalArrived) {
      ledger.violated(
          Violation.REFUSAL_IGNORED,
          "sign-in %d, session %s".formatted(family.number, family.session));
    } else {
      ledger.count(Event.REFUSED_AGAIN);
    }
  }

  private Presented presented(String session, String token) {
    String[] words = token.split("-", -1);
    Family family = words.length == 3 ? families.get(Integer.parseInt(words[1])) : null;
    if (family == null || !family.session.equals(session)) {
      ledger.violated(Violation.FOREIGN_TOKEN, token + " presented by session " + session);
      return new Presented(null, 0);
    }
    return new Presented(family, Integer.parseInt(words[2]));
  }

  private static String tokens(Family family) {
    return "{\"access_token\": \"%s\", \"refresh_token\": \"%s\"%s}"
        .formatted(
            family.accessToken(),
            family.refreshToken(),
            family.tellsExpiry ? ", \"expires_in\": 1" : "");
  }
}
