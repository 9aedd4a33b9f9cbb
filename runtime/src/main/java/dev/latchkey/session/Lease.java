package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/**
 * The right of one flight, of all that there are in all processes that share a store, to ask the
 * server for a successor.
 *
 * <p>Its owner is a flight and not a process: two sessions in one process share an entry as two
 * processes do. It keeps others from spending the same refresh token; should it end too early,
 * whoever writes later finds the entry replaced, and writes nothing.
 */
final class Lease {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");

  /** By then most have ended by themselves. */
  private static final int MOST_ATTEMPTS = 100;

  /** What people are told of a holder. */
  private static final String PROCESS = process();

  private final SessionStore store;
  private final String key;
  private final Duration timeToLive;
  private final InstantSource clock;
  private final String owner = PROCESS + " " + UUID.randomUUID();

  /** Whether it is to be nobody's; who renews it at this moment takes it back. */
  private volatile boolean returned;

  /** Whether the store may have lent it, whatever it said. */
  private volatile boolean wasAskedFor;

  private int attempts;

  // When it was asked for last, by the clock that stands still while a system sleeps, and by the
  // one that can be set.
  private volatile long askedNanos;
  private volatile long askedMillis;

  Lease(SessionStore store, String key, Duration timeToLive, InstantSource clock) {
    this.store = store;
    this.key = key;
    this.timeToLive = timeToLive;
    this.clock = clock;
  }

  private static String process() {
    String pid = "process " + ProcessHandle.current().pid();
    // As the shells of Unix and Windows set it; to ask the network for it may take its time.
    String unix = System.getenv("HOSTNAME");
    String host = unix == null ? System.getenv("COMPUTERNAME") : unix;
    String named = host == null ? "" : host.replaceAll("[^A-Za-z0-9._-]", "");
    return named.isEmpty() ? pid : pid + " on " + named.substring(0, Math.min(named.length(), 60));
  }

  /**
   * Returns whether it has been taken now. It may have been when this throws, so it is to be given
   * back then too.
   */
  boolean take() throws StoreUnavailableException {
    returned = false;
    askedNanos = System.nanoTime();
    askedMillis = clock.millis();
    try {
      boolean taken = store.tryLease(key, owner, timeToLive);
      wasAskedFor = true;
      return taken;
    } catch (Throwable e) {
      if (!(e instanceof Unanswered.NotAskedException)) {
        wasAskedFor = true;
      }
      throw Persistence.unavailable(store, key, "leased", e);
    }
  }

  /** Whether so much time has passed since it was taken that it may be another's by now. */
  boolean isOlderThan(Duration limit) {
    return System.nanoTime() - askedNanos > limit.toNanos()
        || clock.millis() - askedMillis > limit.toMillis();
  }

  /**
   * Lets it count anew, if the store can be asked and nobody else has it; returns false if it has
   * been given back meanwhile, and has to be once more.
   */
  boolean renew() {
    if (returned) {
      return true;
    }
    try {
      boolean unused = store.tryLease(key, owner, timeToLive);
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "A lease could not be renewed; it is tried again.", e);
    }
    // If it was meanwhile, it must not be taken again for nobody.
    return !returned || giveBack();
  }

  /** Returns who has it, for messages. */
  String holder() {
    String other = "another process";
    try {
      String holder = store.leaseholder(key).orElse(other);
      int identity = holder.lastIndexOf(' ');
      return identity > 0 ? holder.substring(0, identity) : holder;
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "The store cannot say who holds a lease.", e);
      return other;
    }
  }

  /** Gives it back, if it was taken; returns whether the store has heard it. */
  boolean giveBack() {
    returned = true;
    if (!wasAskedFor) {
      return true;
    }
    try {
      store.release(key, owner);
      return true;
    } catch (Throwable e) {
      if (!(e instanceof Unanswered.NotAskedException)) {
        attempts++;
      }
      LOG.log(Level.DEBUG, "A lease could not be given back; most end in " + timeToLive + ".", e);
      return false;
    }
  }

  /** Whether it was tried to be given back so often that it need not be tried again. */
  boolean isHopeless() {
    return attempts >= MOST_ATTEMPTS;
  }

  /** Returns what is leased, and where. */
  @Override
  public String toString() {
    return "the lease of \"" + key + "\" in " + store;
  }
}
