package dev.latchkey.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that reads requests and then does what its script says. */
public final class ScriptedServer implements AutoCloseable {
  /** What the server does after each request. */
  @FunctionalInterface
  public interface Script {
    void play(Peer peer) throws IOException, InterruptedException;
  }

  /** A request as it came over the wire. */
  public record Received(String head, String body) {
    public String header(String name) {
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("");
    }
  }

  private final ServerSocket listener;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);

  private ScriptedServer(Script script) {
    this.script = script;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public static ScriptedServer playing(Script script) {
    return new ScriptedServer(script);
  }

  /** Answers every request with a status, headers and a body of known length. */
  public static ScriptedServer answering(int status, String body, String... headers) {
    return playing(peer -> peer.answer(status, body, headers));
  }

  public static ScriptedServer json(String body) {
    return answering(200, body, "Content-Type: application/json");
  }

  /** Sends some bytes, and then nothing more. */
  public static ScriptedServer stallingAfter(String bytes) {
    return playing(
        peer -> {
          peer.write(bytes);
          peer.hang();
        });
  }

  /** Sends some bytes, and then one space after the other. */
  public static ScriptedServer drippingAfter(String bytes) {
    return playing(
        peer -> {
          peer.write(bytes);
          while (!peer.paused()) {
            peer.write(" ");
          }
        });
  }

  public static ScriptedServer closing() {
    return playing(Peer::end);
  }

  public static ScriptedServer resetting() {
    return playing(
        peer -> {
          peer.socket.setSoLinger(true, 0);
          peer.end();
        });
  }

  public String url(String path) {
    return "http://127.0.0.1:" + listener.getLocalPort() + path;
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public Received onlyRequest() {
    if (received.size() != 1) {
      throw new AssertionError("expected one request, but there were " + received.size());
    }
    return received.get(0);
  }

  public int connections() {
    return connections.get();
  }

  /** Waits until the first request has been read. */
  public void awaitRequest() throws InterruptedException {
    if (!asked.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("no request came");
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (!socket.isClosed() && read(in)) {
        script.play(new Peer(socket));
      }
    } catch (IOException | InterruptedException e) {
      // The client, or the test, has gone.
    }
  }

  private boolean read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        return false;
      }
      head.append((char) c);
    }
    String length = new Received(head.toString(), "").header("content-length");
    byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    received.add(new Received(head.toString(), new String(body, StandardCharsets.UTF_8)));
    asked.countDown();
    return true;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** The client at the other end of one connection. */
  public final class Peer {
    private final Socket socket;

    private Peer(Socket socket) {
      this.socket = socket;
    }

    public void write(String bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    public void answer(int status, String body, String... headers) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      write(head + "Content-Length: " + length + "\r\n\r\n" + body);
    }

    public void end() throws IOException {
      socket.close();
    }

    public void hang() throws InterruptedException {
      closed.await();
    }

    /** Answers nothing until the client has closed its end. */
    public void awaitEnd() {
      try {
        while (socket.getInputStream().read() >= 0) {
          // What it sends meanwhile means nothing.
        }
      } catch (IOException e) {
        // Reset is as good as closed.
      }
    }

    /** Waits a moment; returns whether the server has been closed. */
    public boolean paused() throws InterruptedException {
      return closed.await(5, TimeUnit.MILLISECONDS);
    }
  }
}
