package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.time.Duration;
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

  /** What people are told of a holder. */
  private static final String PROCESS = process();

  private final SessionStore store;
  private final String key;
  private final Duration timeToLive;
  private final String owner = PROCESS + " " + UUID.randomUUID();

  Lease(SessionStore store, String key, Duration timeToLive) {
    this.store = store;
    this.key = key;
    this.timeToLive = timeToLive;
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
    try {
      return store.tryLease(key, owner, timeToLive);
    } catch (Throwable e) {
      throw Persistence.unavailable(store, key, "leased", e);
    }
  }

  /** Lets it count anew, if the store can be asked and nobody else has it. */
  void renew() {
    try {
      boolean unused = store.tryLease(key, owner, timeToLive);
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "A lease could not be renewed; it is tried again.", e);
    }
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

  /** Gives it back, if it was taken; throws nothing, since it ends by itself as well. */
  void giveBack() {
    try {
      store.release(key, owner);
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "A lease could not be given back; it ends in " + timeToLive + ".", e);
    }
  }

  /** Returns what is leased, and where. */
  @Override
  public String toString() {
    return "the lease of \"" + key + "\" in " + store;
  }
}
