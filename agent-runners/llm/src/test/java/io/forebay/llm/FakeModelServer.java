package io.forebay.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Speaks OpenAI's protocol over HTTP with answers that a test has written, in the order of the requests.
 *
 * <p>Chat completions with and without streaming, tools, JSON schema, embeddings, refusals, and every way to break off.
 */
final class FakeModelServer implements AutoCloseable {
  /** One scripted answer. */
  interface Answer {
    void to(Request request, HttpExchange exchange) throws IOException;
  }

  /**
   * A request as it arrived.
   *
   * @param authorization the header, or null
   * @param connection the client's port
   */
  record Request(String path, JsonNode body, String authorization, int connection) {}

  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final CountDownLatch hungUp = new CountDownLatch(1);

  FakeModelServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  FakeModelServer then(Answer answer) {
    script.add(answer);
    return this;
  }

  /** The requests so far, oldest first; taking one removes it. */
  Request request() {
    return requests.remove();
  }

  int requestsLeft() {
    return requests.size();
  }

  /** Whether a client closed its connection while it was being answered. */
  boolean sawTheClientHangUp() throws InterruptedException {
    return hungUp.await(10, TimeUnit.SECONDS);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = Json.MAPPER.readTree(exchange.getRequestBody());
      Request request = new Request(exchange.getRequestURI().getPath(), body, exchange.getRequestHeaders().getFirst("Authorization"), exchange.getRemoteAddress().getPort());
      requests.add(request);
      Answer answer = script.poll();
      (answer == null ? status(500, "nothing scripted") : answer).to(request, exchange);
    } catch (IOException e) {
      hungUp.countDown();
      throw e;
    }
  }

  /** An answer of so many words, streamed where the request asks for it, with 10 tokens read and one written for each word. */
  static Answer says(String... words) {
    return (request, exchange) -> {
      if (request.body().path("stream").asBoolean()) {
        try (OutputStream out = stream(exchange)) {
          for (String word : words) {
            event(out, delta("{\"content\":" + Json.text(word) + "}", null));
          }
          finish(out, "stop", words.length);
        }
      } else {
        String message = "{\"role\":\"assistant\",\"content\":" + Json.text(String.join("", words)) + "}";
        send(exchange, 200, completion(message, "stop", words.length));
      }
    };
  }

  /** A streamed answer that ends for another reason than that all was said. */
  static Answer saysAndStopsFor(String reason, String text) {
    return (_, exchange) -> {
      try (OutputStream out = stream(exchange)) {
        event(out, delta("{\"content\":" + Json.text(text) + "}", null));
        finish(out, reason, 1);
      }
    };
  }

  /** A wish for a tool, its arguments in two pieces. */
  static Answer asksFor(String id, String tool, String arguments) {
    return (_, exchange) -> {
      int half = arguments.length() / 2;
      try (OutputStream out = stream(exchange)) {
        event(out, delta("{\"tool_calls\":[{\"index\":0,\"id\":" + Json.text(id) + ",\"type\":\"function\",\"function\":{\"name\":" + Json.text(tool) + ",\"arguments\":" + Json.text(arguments.substring(0, half)) + "}}]}", null));
        event(out, delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":" + Json.text(arguments.substring(half)) + "}}]}", null));
        finish(out, "tool_calls", 7);
      }
    };
  }

  static Answer embeds(float[]... vectors) {
    return (_, exchange) -> {
      StringBuilder data = new StringBuilder();
      for (int i = 0; i < vectors.length; i++) {
        data.append(i == 0 ? "" : ",").append("{\"object\":\"embedding\",\"index\":").append(i).append(",\"embedding\":").append(Json.text(vectors[i])).append('}');
      }
      send(exchange, 200, "{\"object\":\"list\",\"data\":[" + data + "],\"model\":\"embedder-1\",\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}");
    };
  }

  /** A refusal in OpenAI's words. */
  static Answer refuses(int status, String code, String message, Map<String, String> headers) {
    return (_, exchange) -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      send(exchange, status, "{\"error\":{\"message\":" + Json.text(message) + ",\"type\":\"error\",\"code\":" + Json.text(code) + "}}");
    };
  }

  static Answer status(int status, String body) {
    return (_, exchange) -> send(exchange, status, body);
  }

  /** A stream that ends in the middle, as if that were its end. */
  static Answer breaksOffAfter(String text) {
    return (_, exchange) -> {
      try (OutputStream out = stream(exchange)) {
        event(out, delta("{\"content\":" + Json.text(text) + "}", null));
      }
    };
  }

  /** A stream that fails after its status was sent, as OpenRouter's do. */
  static Answer failsAfter(String text, String error) {
    return (_, exchange) -> {
      try (OutputStream out = stream(exchange)) {
        event(out, delta("{\"content\":" + Json.text(text) + "}", null));
        event(out, error);
      }
    };
  }

  /** Says something, and then nothing more until the client hangs up, or until {@link #close}. */
  static Answer hangsAfter(String text) {
    return (_, exchange) -> {
      try (OutputStream out = stream(exchange)) {
        event(out, delta("{\"content\":" + Json.text(text) + "}", null));
        awaitTheEnd(out);
      }
    };
  }

  /** Says something, and nothing more until {@link #close}. */
  static Answer fallsSilentAfter(String text) {
    return (_, exchange) -> {
      event(stream(exchange), delta("{\"content\":" + Json.text(text) + "}", null));
      pause(FOR_EVER);
    };
  }

  /** Takes the request and never answers. */
  static Answer staysSilent() {
    return (_, _) -> pause(FOR_EVER);
  }

  /** All of an answer, and some time later the end of the stream. */
  static Answer saysAndEndsLater(String text) {
    return (_, exchange) -> {
      try (OutputStream out = stream(exchange)) {
        event(out, delta("{\"content\":" + Json.text(text) + "}", null));
        finish(out, "stop", 1);
        pause(Duration.ofMillis(50));
      }
    };
  }

  /** A comment line now and then, which no client takes for an answer, tells whether there still is one. */
  private static void awaitTheEnd(OutputStream out) throws IOException {
    while (pause(Duration.ofMillis(20))) {
      out.write(": waiting\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  /** Whether all of the pause has passed; {@link #close} ends it. */
  private static boolean pause(Duration pause) {
    try {
      return !new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String delta(String delta, String finishReason) {
    return "{\"id\":\"chat-1\",\"object\":\"chat.completion.chunk\",\"model\":\"model-1\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + (finishReason == null ? "null" : Json.text(finishReason)) + "}]}";
  }

  private static String completion(String message, String reason, int tokens) {
    return "{\"id\":\"chat-1\",\"object\":\"chat.completion\",\"model\":\"model-1\",\"choices\":[{\"index\":0,\"message\":" + message + ",\"finish_reason\":\"" + reason + "\"}],\"usage\":" + usage(tokens) + "}";
  }

  private static String usage(int tokens) {
    return "{\"prompt_tokens\":10,\"completion_tokens\":" + tokens + ",\"total_tokens\":" + (10 + tokens) + "}";
  }

  private static void finish(OutputStream out, String reason, int tokens) throws IOException {
    event(out, delta("{}", reason));
    event(out, "{\"id\":\"chat-1\",\"object\":\"chat.completion.chunk\",\"model\":\"model-1\",\"choices\":[],\"usage\":" + usage(tokens) + "}");
    event(out, "[DONE]");
  }

  static OutputStream stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
