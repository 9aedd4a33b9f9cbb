package soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import soak.Family.Arrival;
import soak.HttpFront.Answer;
import soak.HttpFront.Asked;
import soak.HttpFront.Delivery;
import soak.TokenDesk.Verdict;

/** The authorization server and the resource server, which judge what their clients do. */
final class SoakServer implements AutoCloseable {
  private static final double REFRESH_FAULTS = 0.2;
  private static final double SIGN_IN_FAULTS = 0.05;
  private static final double CALL_FAULTS = 0.01;
  private static final double TAKEN_BACK = 0.01;
  private static final int SLOWEST_MILLIS = 10;

  private static final List<Fault> OF_REFRESHES =
      List.of(
          Fault.BROKEN,
          Fault.GARBAGE,
          Fault.RESET,
          Fault.CUT,
          Fault.CLOSED,
          Fault.HANG,
          Fault.DRIP);

  /** The body of a call's answer has no deadline in Feign, so it does not drip. */
  private static final List<Fault> OF_CALLS =
      List.of(Fault.BROKEN, Fault.RESET, Fault.CUT, Fault.HANG);

  /** A rejection's body has one. */
  private static final List<Fault> OF_REJECTIONS =
      List.of(Fault.BROKEN, Fault.RESET, Fault.CUT, Fault.HANG, Fault.DRIP);

  private final ObjectMapper json = new ObjectMapper();
  private final Ledger ledger;
  private final TokenDesk desk;
  private final CallLog calls;
  private final OpenRefreshes refreshes;
  private final HttpFront front;

  SoakServer(Ledger ledger, ExecutorService threads) throws IOException {
    this.ledger = ledger;
    this.desk = new TokenDesk(ledger);
    this.calls = new CallLog(ledger);
    this.refreshes = new OpenRefreshes(ledger);
    this.front = new HttpFront(this::answer, threads);
  }

  String url() {
    return front.url();
  }

  /** Forgets what nobody will ask for any more. */
  void forgetOld() {
    desk.forgetOld();
    calls.forgetOld();
  }

  /** Returns how many calls and sign-ins it remembers. */
  int remembered() {
    return calls.remembered() + desk.remembered();
  }

  @Override
  public void close() throws IOException {
    front.close();
  }

  private Answer answer(Asked asked) throws IOException {
    return switch (asked.path()) {
      case "/login" -> signIn(asked);
      case "/refresh" -> refresh(asked);
      case "/logout" -> signOut(asked);
      default -> call(asked);
    };
  }

  private Answer signIn(Asked asked) throws IOException {
    if (chance(SIGN_IN_FAULTS)) {
      return broken(Fault.BROKEN);
    }
    SoakApi.Login login = json.readValue(asked.body(), SoakApi.Login.class);
    Verdict verdict = desk.signIn(asked.header(User.SESSION), login.tellExpiry());
    return whole(200, verdict.json());
  }

  private Answer signOut(Asked asked) {
    desk.signOut(asked.header(User.SESSION), accessToken(asked));
    return whole(200, "{}");
  }

  private Answer refresh(Asked asked) throws IOException {
    ledger.count(Event.REFRESH);
    OpenRefreshes.Open open = refreshes.begin(asked);
    Fault fault = chance(REFRESH_FAULTS) ? oneOf(OF_REFRESHES) : Fault.NONE;
    ledger.count(fault);
    workForAWhile();
    boolean doesNothing =
        fault == Fault.BROKEN || (fault != Fault.NONE && ThreadLocalRandom.current().nextBoolean());
    if (doesNothing) {
      return new Answer(500, "{}", fault, new Ending(open));
    }
    String token = json.readTree(asked.body()).path("refreshToken").asText();
    Verdict verdict = desk.refresh(asked.header(User.SESSION), token);
    String said = verdict.json();
    String body = fault == Fault.GARBAGE ? said.substring(0, said.length() / 2) : said;
    if (fault != Fault.NONE) {
      countLost(verdict, Event.ROTATION_LOST);
    }
    return new Answer(
        verdict.isGranted() ? 200 : 400, body, fault, new Telling(open, verdict, fault));
  }

  private Answer call(Asked asked) throws IOException {
    String session = asked.header(User.SESSION);
    String token = accessToken(asked);
    long call = Long.parseLong(asked.path().substring("/orders/".length()));
    calls.received(call, desk.signInOf(session, token));
    workForAWhile();
    Event event =
        switch (desk.standing(session, token)) {
          case GOOD -> chance(TAKEN_BACK) ? Event.CALL_REVOKED : Event.CALL_GOOD;
          case EXPIRED -> Event.CALL_EXPIRED;
          case OVER -> Event.CALL_SIGNED_OUT;
        };
    if (event == Event.CALL_REVOKED) {
      desk.takeBack(session, token);
    }
    ledger.count(event);
    int status = event == Event.CALL_GOOD ? 200 : 401;
    if (chance(CALL_FAULTS)) {
      ledger.count(Event.CALL_FAULT);
      Fault fault = oneOf(status == 401 ? OF_REJECTIONS : OF_CALLS);
      return fault == Fault.BROKEN
          ? broken(fault)
          : new Answer(status, "{\"session\": null}", fault, Delivery.NOBODY_ASKS);
    }
    return whole(status, json.writeValueAsString(new SoakApi.Order(session, call)));
  }

  private void countLost(Verdict verdict, Event how) {
    if (verdict.isGranted()) {
      ledger.count(how);
    }
  }

  private static Answer whole(int status, String body) {
    return new Answer(status, body, Fault.NONE, Delivery.NOBODY_ASKS);
  }

  private static Answer broken(Fault fault) {
    return new Answer(500, "{}", fault, Delivery.NOBODY_ASKS);
  }

  private static String accessToken(Asked asked) {
    return asked.header("authorization").replaceFirst("^Bearer ", "");
  }

  private static boolean chance(double probability) {
    return ThreadLocalRandom.current().nextDouble() < probability;
  }

  private static Fault oneOf(List<Fault> faults) {
    return faults.get(ThreadLocalRandom.current().nextInt(faults.size()));
  }

  private static void workForAWhile() throws IOException {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(SLOWEST_MILLIS));
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  /** Ends a refresh that did nothing. */
  private record Ending(OpenRefreshes.Open open) implements Delivery {
    @Override
    public void written() {
      open.end();
    }

    @Override
    public void ends() {
      open.end();
    }
  }

  /** Ends a refresh, and tells the desk whether its tokens, or its refusal, have arrived. */
  private final class Telling implements Delivery {
    private final OpenRefreshes.Open open;
    private final Verdict verdict;
    private final Fault fault;

    Telling(OpenRefreshes.Open open, Verdict verdict, Fault fault) {
      this.open = open;
      this.verdict = verdict;
      this.fault = fault;
    }

    @Override
    public void written() {
      if (fault == Fault.NONE) {
        Arrival arrival = open.arrival();
        desk.arrived(verdict, arrival);
        if (arrival == Arrival.UNSURE) {
          countLost(verdict, Event.ROTATION_UNSURE);
        }
      }
      open.end();
    }

    @Override
    public void lost() {
      if (fault == Fault.NONE) {
        desk.arrived(verdict, Arrival.NO);
        countLost(verdict, Event.ROTATION_LOST);
      }
    }

    @Override
    public void ends() {
      open.end();
    }
  }
}
