package io.forebay.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real server on this machine that remembers what it was asked. */
final class FakeServer implements AutoCloseable {
  /** One request, with header names in the JDK's spelling ({@code X-trace}). */
  record Seen(String method, String uri, Map<String, List<String>> headers, String body, int clientPort) {
    String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : String.join(" | ", values);
    }
  }

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String path) {
    return "http://api.test:" + port() + path;
  }

  FakeServer on(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          remember(exchange);
          try (exchange) {
            handler.handle(exchange);
          }
        });
    return this;
  }

  FakeServer answers(String path, int status, String contentType, byte[] body) {
    return on(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", contentType);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
        });
  }

  FakeServer answers(String path, int status, String contentType, String body) {
    return answers(path, status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  FakeServer redirects(String path, int status, String location) {
    return on(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          exchange.sendResponseHeaders(status, -1);
        });
  }

  private void remember(HttpExchange exchange) throws IOException {
    seen.add(
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
            exchange.getRemoteAddress().getPort()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
