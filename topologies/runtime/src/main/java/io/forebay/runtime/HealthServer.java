package io.forebay.runtime;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how a process is, over HTTP: {@code /health/live}, {@code /health/ready} and {@code /metrics}.
 *
 * <p>Live means that this process can still do its work, now or when what it waits for is back; ready means that every part is up. Both
 * answer 200 or 503 with the same report in JSON, so that who sees a 503 also sees why. Bounded: {@value #AT_ONCE_MAX} requests at a time
 * (503 beyond), {@value #CONNECTIONS_MAX} connections, {@value #REQUEST_SECONDS_MAX} seconds to send a request; bodies are not read.
 */
public final class HealthServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int AT_ONCE_MAX = 16;
  private static final int CONNECTIONS_MAX = 200;
  private static final int REQUEST_SECONDS_MAX = 10;
  private static final Duration CHECK_MAX = Duration.ofSeconds(2);
  private static final int BACKLOG = 50;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Semaphore places = new Semaphore(AT_ONCE_MAX);
  private final Metrics metrics;
  private final List<HealthCheck> checks;

  private record Answer(int status, String contentType, String body) {
    static Answer text(int status, String sentence) {
      return new Answer(status, "text/plain; charset=utf-8", sentence + "\n");
    }
  }

  private HealthServer(HttpServer server, ExecutorService threads, Metrics metrics, List<HealthCheck> checks) {
    this.server = server;
    this.threads = threads;
    this.metrics = metrics;
    this.checks = List.copyOf(checks);
  }

  /**
   * Listens until closed.
   *
   * @throws ConfigException where the address cannot be had
   */
  public static HealthServer start(HealthConfig config, Metrics metrics, List<HealthCheck> checks) {
    limitConnections();
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(config.address()), config.port()), BACKLOG);
    } catch (IOException e) {
      throw new ConfigException("health", "cannot listen on " + config.address() + ":" + config.port() + " (" + e.getMessage() + "); choose another health.address or health.port");
    }
    ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("health-http-", 0).factory());
    HealthServer health = new HealthServer(server, threads, metrics, checks);
    server.setExecutor(threads);
    server.createContext("/", health::handle);
    server.start();
    return health;
  }

  /** The JDK's server has these limits as system properties only, and none unless told; what an operator has set stays. */
  private static void limitConnections() {
    System.getProperties().putIfAbsent("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS_MAX));
    System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", String.valueOf(REQUEST_SECONDS_MAX));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Where it listens, without a slash at the end: {@code http://127.0.0.1:9404}. */
  public String url() {
    InetAddress address = server.getAddress().getAddress();
    String host = address.getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answerInTurn(exchange);
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.contentType());
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Answer answerInTurn(HttpExchange exchange) {
    if (!places.tryAcquire()) {
      return Answer.text(503, "Too many requests at once.");
    }
    try {
      return answer(exchange);
    } catch (IOException | RuntimeException e) {
      LOG.warn("Could not answer {}", exchange.getRequestURI().getPath(), e);
      return Answer.text(500, "This failed; the log of the process tells why.");
    } finally {
      places.release();
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!List.of("/health/live", "/health/ready", "/metrics").contains(path)) {
      return Answer.text(404, "There are /health/live, /health/ready and /metrics.");
    }
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Answer.text(405, "Only GET and HEAD.");
    }
    return switch (path) {
      case "/health/live" -> report(HealthReport.of(checks, CHECK_MAX), HealthReport::alive);
      case "/health/ready" -> report(HealthReport.of(checks, CHECK_MAX), report -> report.status() == Health.Status.UP);
      default -> metrics();
    };
  }

  private static Answer report(HealthReport report, Predicate<HealthReport> fine) throws IOException {
    return new Answer(fine.test(report) ? 200 : 503, "application/json", JSON.writeValueAsString(report));
  }

  private Answer metrics() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    metrics.write(out);
    return new Answer(200, Metrics.CONTENT_TYPE, out.toString(StandardCharsets.UTF_8));
  }
}
