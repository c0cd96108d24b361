package io.forebay.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says whatever a test wants, HTTP or not, once it has read the head of a request. */
final class RawServer implements AutoCloseable {
  /** What it says; the connection is closed afterwards. */
  @FunctionalInterface
  interface Speech {
    void to(OutputStream out) throws IOException, InterruptedException;
  }

  final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  RawServer(Speech speech) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    threads.execute(() -> accept(speech));
  }

  private void accept(Speech speech) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        threads.execute(() -> speak(socket, speech));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void speak(Socket socket, Speech speech) {
    try (socket) {
      int lineBreaks = 0;
      while (lineBreaks < 2) {
        int c = socket.getInputStream().read();
        lineBreaks = c == '\n' ? lineBreaks + 1 : c == '\r' ? lineBreaks : 0;
        if (c < 0) {
          return;
        }
      }
      speech.to(socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The other side has heard enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://api.test:" + port() + "/";
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
