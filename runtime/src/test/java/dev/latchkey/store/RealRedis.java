package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/** A Redis of the test's own, which keeps what it has when it is killed and started again. */
final class RealRedis implements AutoCloseable {
  private final ClientResources resources =
      ClientResources.builder()
          .reconnectDelay(Delay.constant(Duration.ofMillis(20)))
          .ioThreadPoolSize(2)
          .computationThreadPoolSize(2)
          .build();
  private final List<RedisClient> clients = new ArrayList<>();
  private final int port;
  private final RedisServer server;

  /** What is unpacked once for all tests. */
  private static final class Program {
    static final File FILE = unpacked();

    private static File unpacked() {
      try {
        File file = ExecutableProvider.newJarResourceProvider().get();
        file.getParentFile().deleteOnExit();
        file.deleteOnExit();
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  RealRedis(Path directory) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    RedisServerBuilder builder =
        RedisServer.newRedisServer()
            .executableProvider(() -> Program.FILE)
            .port(port)
            .onShutdownForceStop(true);
    for (String setting :
        List.of("save \"\"", "appendonly yes", "appendfsync always", "dir " + directory)) {
      builder = builder.setting(setting);
    }
    server = builder.build();
    start();
  }

  /** Starts it, unless it runs. */
  void start() throws IOException {
    server.start();
  }

  /** Kills it. */
  void kill() throws IOException {
    server.stop();
  }

  int port() {
    return port;
  }

  /** Returns a client of its own, as another process has one, which reconnects soon. */
  RedisClient client() {
    return client(port);
  }

  /** Returns a client that goes through a port of somebody else's. */
  RedisClient client(int through) {
    return client(RedisURI.create("127.0.0.1", through));
  }

  RedisClient client(RedisURI uri) {
    RedisClient client = RedisClient.create(resources, uri);
    clients.add(client);
    return client;
  }

  /** Returns a way past all stores. */
  RedisCommands<String, String> admin() {
    return client().connect().sync();
  }

  /** Has Redis do nothing that writes, for anybody, until {@link #unpause}. */
  static void pause(RedisCommands<String, String> admin) {
    tell(admin, CommandType.CLIENT, "PAUSE", "600000", "WRITE");
  }

  static void unpause(RedisCommands<String, String> admin) {
    tell(admin, CommandType.CLIENT, "UNPAUSE");
  }

  /** Tells Redis something that it answers with OK. */
  static void tell(RedisCommands<String, String> admin, CommandType command, String... words) {
    CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
    for (String word : words) {
      arguments.add(word);
    }
    assertThat(admin.dispatch(command, new StatusOutput<>(StringCodec.UTF8), arguments))
        .isEqualTo("OK");
  }

  @Override
  public void close() {
    for (RedisClient client : clients) {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
    resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
