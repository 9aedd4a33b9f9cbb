package dev.latchkey.shop;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on this machine that speaks HTTP/1.1 and counts its connections. It compresses what is
 * said to be gzip.
 */
public final class HttpFront implements AutoCloseable {
  private static final int BACKLOG = 1000;

  private final Server server;
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  public HttpFront(Server server) {
    this(server, ServerSocketFactory.getDefault());
  }

  /** Makes a server that may listen in another way, such as by TLS. */
  public HttpFront(Server server, ServerSocketFactory listening) {
    this.server = server;
    try {
      listener = listening.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public String url() {
    return (listener instanceof SSLServerSocket ? "https" : "http") + "://127.0.0.1:" + port();
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
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
        socket.setTcpNoDelay(true);
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
      for (Asked asked = read(in); asked != null; asked = read(in)) {
        write(server.answer(asked), socket.getOutputStream());
      }
    } catch (IOException e) {
      // The client, or the test, has gone.
    }
  }

  private static @Nullable Asked read(InputStream in) throws IOException {
    String[] request = line(in).split(" ", -1);
    if (request.length < 3) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      // One that is sent twice shows.
      headers.merge(
          header.substring(0, colon).toLowerCase(Locale.ROOT),
          header.substring(colon + 1).trim(),
          (one, other) -> one + ", " + other);
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Asked(request[0], request[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void write(Answered answered, OutputStream out) throws IOException {
    byte[] body = bodyOf(answered);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answered.status() + " \r\n");
    answered
        .headers()
        .forEach(
            (name, values) ->
                values
                    .lines()
                    .forEach(value -> head.append(name).append(": ").append(value).append("\r\n")));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  private static byte[] bodyOf(Answered answered) throws IOException {
    byte[] body = answered.body().getBytes(StandardCharsets.UTF_8);
    if (!"gzip".equals(answered.headers().get("Content-Encoding"))) {
      return body;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(body);
    }
    return compressed.toByteArray();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "http-front");
    thread.setDaemon(true);
    thread.start();
  }
}
