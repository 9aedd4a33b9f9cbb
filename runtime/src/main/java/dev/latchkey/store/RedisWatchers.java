package dev.latchkey.store;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Those who want to hear of replaced entries, and the one connection on which Redis publishes them,
 * opened when the first of them comes. They are told on a thread of their own, never on Lettuce's.
 */
final class RedisWatchers extends RedisPubSubAdapter<String, byte[]> {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.store");
  private static final int IDLE_SECONDS = 10;

  private final Opened<StatefulRedisPubSubConnection<String, byte[]>> opened;
  private final Map<String, Audience> audiences = new ConcurrentHashMap<>();
  private final ReferenceQueue<Runnable> gone = new ReferenceQueue<>();
  private final Executor teller = teller();

  /** Held while somebody comes or goes: Redis hears of it in the same order as the audiences. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Those who watch one channel. */
  private final class Audience implements Runnable {
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final StatefulRedisPubSubConnection<String, byte[]> connection;
    private final String channel;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final AtomicBoolean isToBeTold = new AtomicBoolean();
    private @Nullable RedisFuture<Void> subscription;

    Audience(StatefulRedisPubSubConnection<String, byte[]> connection, String channel) {
      this.connection = connection;
      this.channel = channel;
    }

    /** Has everybody told soon; one telling is enough for whatever happened before it. */
    void heard() {
      if (isToBeTold.compareAndSet(false, true)) {
        try {
          teller.execute(this);
        } catch (RuntimeException | Error e) {
          isToBeTold.set(false);
          throw e;
        }
      }
    }

    @Override
    public void run() {
      isToBeTold.set(false);
      watchers.forEach(Watcher::tell);
      dismissTheGone();
    }

    void dismiss(Watcher watcher) {
      watchers.remove(watcher);
      if (watchers.isEmpty() && audiences.remove(channel, this)) {
        RedisFuture<Void> unused = connection.async().unsubscribe(channel);
      }
    }
  }

  private static final class Watcher extends WeakReference<Runnable> {
    private final Audience audience;

    Watcher(Audience audience, Runnable changed, ReferenceQueue<Runnable> gone) {
      super(changed, gone);
      this.audience = audience;
    }

    void tell() {
      Runnable changed = get();
      if (changed != null) {
        try {
          changed.run();
        } catch (RuntimeException | Error e) {
          LOG.log(Level.WARNING, "Who watches a session threw, and is told again next time.", e);
        }
      }
    }
  }

  RedisWatchers(RedisClient redis) {
    this.opened = new Opened<>(() -> open(redis));
  }

  private StatefulRedisPubSubConnection<String, byte[]> open(RedisClient redis) {
    StatefulRedisPubSubConnection<String, byte[]> connection =
        redis.connectPubSub(RedisConnection.CODEC);
    connection.addListener(this);
    return connection;
  }

  private static Executor teller() {
    ThreadPoolExecutor teller =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(null, task, "latchkey-redis-watch", 0, false);
              thread.setDaemon(true);
              return thread;
            });
    teller.allowCoreThreadTimeOut(true);
    return teller;
  }

  /** Lets somebody hear what is published on a channel from when this returns. */
  void watch(String channel, Runnable changed)
      throws InterruptedException, ExecutionException, TimeoutException {
    StatefulRedisPubSubConnection<String, byte[]> connection = opened.get();
    Watcher watcher;
    RedisFuture<Void> subscription;
    lock.lock();
    try {
      dismissTheGone();
      Audience audience =
          audiences.computeIfAbsent(channel, name -> new Audience(connection, name));
      subscription = audience.subscription;
      if (subscription == null) {
        subscription = connection.async().subscribe(channel);
        audience.subscription = subscription;
      }
      watcher = new Watcher(audience, changed, gone);
      audience.watchers.add(watcher);
    } finally {
      lock.unlock();
    }
    boolean watches = false;
    try {
      RedisConnection.await(subscription, connection.getTimeout());
      watches = true;
    } finally {
      if (!watches) {
        dismiss(watcher);
      }
    }
  }

  private void dismissTheGone() {
    for (Reference<?> one = gone.poll(); one != null; one = gone.poll()) {
      dismiss((Watcher) one);
    }
  }

  private void dismiss(Watcher watcher) {
    lock.lock();
    try {
      watcher.audience.dismiss(watcher);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void message(String channel, byte[] message) {
    Audience audience = audiences.get(channel);
    if (audience != null) {
      audience.heard();
    }
  }

  /** Told of the first subscription, and of one more after each loss of the connection. */
  @Override
  public void subscribed(String channel, long count) {
    Audience audience = audiences.get(channel);
    if (audience != null && !audience.subscribed.compareAndSet(false, true)) {
      // What was published meanwhile, nobody heard.
      audience.heard();
    }
  }
}
