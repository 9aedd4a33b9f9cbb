package soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Speaks HTTP/1.1 on a free port of the loopback interface, and breaks its answers where it is told
 * to: a server of its own, because only who writes an answer knows how much of it was written.
 */
final class HttpFront implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final double RESETS_ON_ACCEPT = 0.02;
  private static final int DRIP_MILLIS = 50;
  private static final long LONGEST_HANG = TimeUnit.SECONDS.toNanos(20);

  private final Server server;
  private final ExecutorService threads;
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /** A request. */
  record Asked(String path, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /**
   * An answer.
   *
   * @param fault what is to go wrong with it
   * @param delivery hears how it went
   */
  record Answer(int status, String body, Fault fault, Delivery delivery) {}

  /** Hears how the writing of an answer goes. */
  interface Delivery {
    Delivery NOBODY_ASKS = new Delivery() {};

    /** All of it is about to be written. */
    default void written() {}

    /** It could not be written after all. */
    default void lost() {}

    /** The client may know by now that there is nothing more to wait for; said at least once. */
    default void ends() {}
  }

  /** Answers requests. */
  interface Server {
    Answer answer(Asked asked) throws IOException;
  }

  HttpFront(Server server, ExecutorService threads) throws IOException {
    this.server = server;
    this.threads = threads;
    this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  String url() {
    return "http://localhost:" + listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        if (ThreadLocalRandom.current().nextDouble() < RESETS_ON_ACCEPT) {
          reset(connection);
        } else {
          connections.add(connection);
          threads.execute(() -> serve(connection));
        }
      } catch (IOException e) {
        // Closed, or a client that has gone already.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      String line = line(in);
      while (!line.isEmpty()) {
        Answer answer = server.answer(read(line, in));
        if (!write(answer, connection, in)) {
          return;
        }
        line = line(in);
      }
    } catch (IOException e) {
      // The client has gone.
    } finally {
      connections.remove(connection);
    }
  }

  /** Writes an answer, and returns whether the connection is good for another. */
  private static boolean write(Answer answer, Socket connection, InputStream in)
      throws IOException {
    byte[] bytes = bytes(answer);
    Delivery delivery = answer.delivery();
    OutputStream out = connection.getOutputStream();
    try {
      switch (answer.fault()) {
        case NONE, BROKEN, GARBAGE -> {
          delivery.written();
          out.write(bytes);
        }
        case RESET -> {
          delivery.ends();
          reset(connection);
        }
        case CUT, CLOSED -> {
          out.write(bytes, 0, ThreadLocalRandom.current().nextInt(1, bytes.length));
          delivery.ends();
          if (answer.fault() == Fault.CUT) {
            reset(connection);
          }
        }
        case HANG -> stall(new byte[0], connection, in);
        case DRIP -> stall(bytes, connection, in);
      }
    } catch (IOException e) {
      delivery.lost();
      throw e;
    } finally {
      delivery.ends();
    }
    return !connection.isClosed() && isWhole(answer.fault());
  }

  private static boolean isWhole(Fault fault) {
    return fault == Fault.NONE || fault == Fault.BROKEN || fault == Fault.GARBAGE;
  }

  /** Sends a byte now and then, but never the last one, until the client leaves. */
  private static void stall(byte[] bytes, Socket connection, InputStream in) throws IOException {
    connection.setSoTimeout(DRIP_MILLIS);
    long end = System.nanoTime() + LONGEST_HANG;
    int written = 0;
    while (System.nanoTime() < end) {
      try {
        if (written < bytes.length - 1) {
          // The head at once: what is slow is the body, for which few clients have a limit.
          int next = written == 0 ? bytes.length / 2 : 1;
          connection.getOutputStream().write(bytes, written, next);
          written += next;
        }
        if (in.read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        // The client still waits.
      } catch (IOException e) {
        return; // it has gone
      }
    }
  }

  private static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  private static Asked read(String first, InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    String[] words = first.split(" ", -1);
    return new Asked(words[1], headers, new String(body, UTF_8));
  }

  private static byte[] bytes(Answer answer) {
    byte[] body = answer.body().getBytes(UTF_8);
    String head =
        "HTTP/1.1 %d \r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(answer.status(), body.length);
    byte[] bytes = (head + " ".repeat(body.length)).getBytes(ISO_8859_1);
    System.arraycopy(body, 0, bytes, bytes.length - body.length, body.length);
    return bytes;
  }

  /** Returns a line without its end, or an empty one when the client closes. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
