package io.forebay.scriptedmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A server that speaks OpenAI's protocol over HTTP and answers by a script: a stand-in for a language model, for demos and tests.
 *
 * <p>It never hides what it is: the model is called {@value #MODEL}, whatever a request calls it, and every answer has the header {@value #HEADER}. It listens
 * on the loopback interface only. Bounded: {@value #BODY_BYTES_MAX} bytes of a request, {@value #AT_ONCE_MAX} requests at a time, of which more wait.
 */
public final class ScriptedModel implements AutoCloseable {
  /** The name of the model. */
  public static final String MODEL = "scripted";

  /** Header of every answer. */
  public static final String HEADER = "Forebay-Scripted";

  static final int BODY_BYTES_MAX = 32 << 20;
  private static final int AT_ONCE_MAX = 64;
  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final Script script;
  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("scripted-model-", 0).factory());
  private final Semaphore places = new Semaphore(AT_ONCE_MAX);

  private ScriptedModel(HttpServer server, Script script) {
    this.server = server;
    this.script = script;
  }

  /**
   * Starts.
   *
   * @param port 0 takes a free one
   * @throws UncheckedIOException if the port cannot be had
   */
  public static ScriptedModel start(int port, Script script) {
    // The JDK's server has these as system properties only, read when the first server of a process is made. Without the first, an answer of more than 8 KiB
    // waits 40 ms for the client's delayed acknowledgement.
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    System.getProperties().putIfAbsent("jdk.httpserver.maxConnections", "4096");
    System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "10");
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      ScriptedModel model = new ScriptedModel(server, script);
      server.createContext("/", model::serve);
      server.setExecutor(model.threads);
      server.start();
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException("The scripted model cannot listen on port " + port + ": " + e.getMessage(), e);
    }
  }

  /** What a client calls the base URL. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      places.acquire();
      try {
        answer(exchange);
      } catch (RefusedException e) {
        ObjectNode error = Json.object();
        error.putObject("error").put("message", e.getMessage()).put("type", e.code()).put("code", e.code());
        send(exchange, e.status(), "application/json", error.toString());
      } finally {
        places.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, RefusedException {
    String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    switch (route) {
      case "POST /v1/chat/completions" -> chat(exchange, ChatRequest.read(body(exchange)));
      case "POST /v1/embeddings" -> send(exchange, 200, "application/json", EmbeddingAnswer.of(body(exchange)).toString());
      case "GET /v1/models" -> {
        ObjectNode list = Json.object().put("object", "list");
        list.putArray("data").add(model());
        send(exchange, 200, "application/json", list.toString());
      }
      case "GET /v1/models/" + MODEL -> send(exchange, 200, "application/json", model().toString());
      default -> throw new RefusedException(404, "not_found", "There is no " + Words.cut(route, 200) + " here: a scripted model knows /v1/chat/completions, /v1/embeddings and /v1/models");
    }
  }

  private void chat(HttpExchange exchange, ChatRequest request) throws IOException, RefusedException {
    Completion completion = Completion.of(request, reply(request.question()));
    if (request.streamed()) {
      send(exchange, 200, "text/event-stream", completion.events(request.usageStreamed()));
    } else {
      send(exchange, 200, "application/json", completion.whole().toString());
    }
  }

  /** A script is its author's code: what it throws is told to who asks, who otherwise sees a broken connection. */
  private Reply reply(Question question) {
    try {
      return script.answer(question);
    } catch (RuntimeException e) {
      return new Reply.Refusal(500, "script_failed", "The script failed: " + e);
    }
  }

  private static ObjectNode model() {
    return Json.object().put("id", MODEL).put("object", "model").put("created", 0).put("owned_by", "forebay").put("description", "Answers by a script; no language model.");
  }

  private static JsonNode body(HttpExchange exchange) throws IOException, RefusedException {
    byte[] bytes = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
    if (bytes.length > BODY_BYTES_MAX) {
      throw new RefusedException(413, "too_large", "A request has at most " + BODY_BYTES_MAX + " bytes");
    }
    try {
      JsonNode body = Json.MAPPER.readTree(bytes);
      if (!body.isObject()) {
        throw RefusedException.bad("The body must be a JSON object");
      }
      return body;
    } catch (JsonProcessingException e) {
      throw RefusedException.bad("The body is no JSON: " + Words.cut(e.getOriginalMessage(), 200));
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set(HEADER, "true");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
