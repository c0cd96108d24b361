package io.forebay.connect.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that sends one byte a second, of a line that never ends, and so never lets a read time out. */
final class SlowServer implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final AtomicInteger open = new AtomicInteger();

  SlowServer() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Connections that nobody has closed. */
  int open() {
    return open.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      client.setSoTimeout((int) PAUSE.toMillis());
      client.getOutputStream().write("* OK ".getBytes(StandardCharsets.US_ASCII));
      while (!isClosed(client)) {
        client.getOutputStream().write('z');
      }
    } catch (IOException e) {
      return; // the client is gone
    } finally {
      open.decrementAndGet();
    }
  }

  /** Whether the other side closes within the pause. */
  private static boolean isClosed(Socket client) throws IOException {
    try {
      return client.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
