package io.forebay.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks MCP over streamable HTTP by hand, and wrongly where its tools say so. */
final class FakeHttpServer implements AutoCloseable {
  private static final String TOOLS =
      "[\"echo\", \"huge\", \"huge-stream\", \"cut\", \"hang\", \"broken\", \"redirect\", \"forgets\", \"forgets-always\"]";

  final Map<String, String> lastHeaders = new ConcurrentHashMap<>();
  final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger sessions = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final int greetingStatus;

  FakeHttpServer() throws IOException {
    this(200);
  }

  FakeHttpServer(int greetingStatus) throws IOException {
    this.greetingStatus = greetingStatus;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/mcp", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
  }

  int sessions() {
    return sessions.get();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      exchange.getRequestHeaders().forEach((name, values) -> lastHeaders.put(name, values.getFirst()));
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      JsonNode message = TestRunner.JSON.readTree(exchange.getRequestBody());
      switch (message.path("method").asText()) {
        case "initialize" -> greet(exchange, message);
        case "tools/list" -> answer(exchange, message, tools());
        case "tools/call" -> call(exchange, message);
        case "ping" -> answer(exchange, message, TestRunner.json("{}"));
        default -> exchange.sendResponseHeaders(202, -1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the fake server failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode tools() {
    ObjectNode list = TestRunner.JSON.createObjectNode();
    TestRunner.json(TOOLS).forEach(name -> list.withArray("tools").addObject().put("name", name.textValue()).putObject("inputSchema").put("type", "object"));
    return list;
  }

  private void greet(HttpExchange exchange, JsonNode message) throws IOException {
    if (greetingStatus != 200) {
      exchange.sendResponseHeaders(greetingStatus, -1);
      return;
    }
    exchange.getResponseHeaders().set("Mcp-Session-Id", "session-" + sessions.incrementAndGet());
    ObjectNode result = TestRunner.JSON.createObjectNode();
    result.set("protocolVersion", message.at("/params/protocolVersion"));
    result.putObject("capabilities").putObject("tools");
    result.putObject("serverInfo").put("name", "fake").put("version", "1");
    answer(exchange, message, result);
  }

  private void call(HttpExchange exchange, JsonNode message) throws IOException, InterruptedException {
    calls.incrementAndGet();
    boolean isFirstSession = exchange.getRequestHeaders().getFirst("Mcp-Session-Id").equals("session-1");
    switch (message.at("/params/name").textValue()) {
      case "huge" -> answer(exchange, message, text("x".repeat(300_000)));
      case "huge-stream" -> stream(exchange, "data: " + response(message, text("x".repeat(300_000))) + "\n\n");
      case "cut" -> stream(exchange, ": nothing yet\n\n");
      case "hang" -> closing.await();
      case "broken" -> send(exchange, 200, "application/json", "{\"jsonrpc\"");
      case "redirect" -> {
        exchange.getResponseHeaders().set("Location", endpoint().toString());
        exchange.sendResponseHeaders(307, -1);
      }
      case "forgets" -> {
        if (isFirstSession) {
          exchange.sendResponseHeaders(404, -1);
        } else {
          answer(exchange, message, text("again"));
        }
      }
      case "forgets-always" -> exchange.sendResponseHeaders(404, -1);
      default -> answer(exchange, message, text("hello"));
    }
  }

  private static JsonNode text(String text) {
    ObjectNode result = TestRunner.JSON.createObjectNode();
    result.withArray("content").addObject().put("type", "text").put("text", text);
    return result;
  }

  private static ObjectNode response(JsonNode request, JsonNode result) {
    ObjectNode response = TestRunner.JSON.createObjectNode().put("jsonrpc", "2.0");
    response.set("id", request.get("id"));
    response.set("result", result);
    return response;
  }

  private static void answer(HttpExchange exchange, JsonNode request, JsonNode result) throws IOException {
    send(exchange, 200, "application/json", response(request, result).toString());
  }

  private static void stream(HttpExchange exchange, String events) throws IOException {
    send(exchange, 200, "text/event-stream", events);
  }

  private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
