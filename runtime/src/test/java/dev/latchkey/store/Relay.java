package dev.latchkey.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** What stands between a client and a server, and does what networks do. */
final class Relay implements AutoCloseable {
  /** What it does. */
  enum Weather {
    /** Passes everything on. */
    FAIR,
    /** Swallows what the client sends. */
    DEAF,
    /** Swallows what the server answers, breaks the connection and turns into a wall. */
    MUTE,
    /** Takes no connections. */
    WALL
  }

  private final int port;
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Semaphore swallowed = new Semaphore(0);
  private volatile Weather weather = Weather.FAIR;

  Relay(int port) throws IOException {
    this.port = port;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void turn(Weather next) {
    weather = next;
    if (next == Weather.WALL) {
      sockets.forEach(Relay::close);
    }
  }

  /** Waits until it has swallowed something. */
  void awaitLoss() throws InterruptedException {
    swallowed.acquire();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        sockets.add(client);
        if (weather == Weather.WALL) {
          close(client);
        } else {
          connect(client);
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(server);
      daemon(() -> carry(client, server, Weather.DEAF));
      daemon(() -> carry(server, client, Weather.MUTE));
    } catch (IOException e) {
      close(client);
    }
  }

  private void carry(Socket from, Socket to, Weather swallowing) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (weather != swallowing) {
          out.write(buffer, 0, read);
          continue;
        }
        if (swallowing == Weather.MUTE) {
          turn(Weather.WALL);
        }
        swallowed.release();
      }
    } catch (IOException e) {
      // Somebody has gone.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(Relay::close);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
