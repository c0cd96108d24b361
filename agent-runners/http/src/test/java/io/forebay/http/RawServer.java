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
    threads.submit(() -> accept(speech));
  }

  private void accept(Speech speech) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        threads.submit(() -> speak(socket, speech));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static Void speak(Socket socket, Speech speech) throws IOException, InterruptedException {
    try (socket) {
      int lineBreaks = 0;
      while (lineBreaks < 2) {
        int c = socket.getInputStream().read();
        lineBreaks = c == '\n' ? lineBreaks + 1 : c == '\r' ? lineBreaks : 0;
        if (c < 0) {
          return null;
        }
      }
      speech.to(socket.getOutputStream());
      socket.getOutputStream().flush();
    }
    return null;
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
