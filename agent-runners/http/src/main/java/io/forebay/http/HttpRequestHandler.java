package io.forebay.http;

import io.forebay.runners.ActionCall;
import io.forebay.runners.ActionFailedException;
import io.forebay.runners.ActionHandler;
import io.forebay.runners.ActionResult;
import io.forebay.runners.HandlerContext;
import io.forebay.schemas.Repeatability;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * {@code http.request}: asks another system over HTTP.
 *
 * <p>Goes nowhere that the runner's settings do not name, and connects to no other address than the one it has checked; see the module's README for the rules.
 */
public final class HttpRequestHandler implements ActionHandler {
  private final NameLookup lookup;
  private final SSLContext tls;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpSettings settings;
  private HostRules allowed;
  private Transport transport;
  private AnswerJson answerJson;
  private Tracer tracer;

  public HttpRequestHandler() {
    this(InetAddress::getAllByName, SSLContexts.createDefault(), InstantSource.system());
  }

  HttpRequestHandler(NameLookup lookup, SSLContext tls, InstantSource clock) {
    this.lookup = lookup;
    this.tls = tls;
    this.clock = clock;
  }

  @Override
  public String capability() {
    return "http.request";
  }

  @Override
  public String inputSchema() {
    return resource("request-input.json");
  }

  @Override
  public String outputSchema() {
    return resource("request-output.json");
  }

  @Override
  public Repeatability repeatability() {
    return Repeatability.REPEATABLE;
  }

  @Override
  public void start(HandlerContext context) {
    settings = context.settings(HttpSettings.class);
    allowed = settings.allowed();
    transport = new Transport(settings, new CheckedResolver(lookup, settings.privates(), settings.connectTimeout()), tls);
    answerJson = new AnswerJson(context.blobs(), settings.inlineMax().bytes());
    tracer = context.tracer();
  }

  @Override
  public ActionResult handle(ActionCall call) throws ActionFailedException, InterruptedException, IOException {
    HttpInput input = read(call);
    checkRepeatable(input, call);
    Credentials credentials = Credentials.of(input, call.tenant(), settings.secrets());
    Supplier<Duration> remaining = remaining(input, call);
    Exchange exchange =
        new Exchange(
            input,
            headers(input, call),
            credentials,
            allowed,
            settings.responseMax().bytes(),
            call.repeatability() == Repeatability.ONCE,
            remaining,
            transport,
            clock);
    Answer answer = traced(input, exchange, remaining);
    return ActionResult.of(answerJson.output(answer, call.tenant()));
  }

  private static HttpInput read(ActionCall call) throws ActionFailedException {
    try {
      return HttpInput.read(call.input());
    } catch (IllegalArgumentException e) {
      throw ActionFailedException.permanent("BAD_INPUT", "the request cannot be made: " + e.getMessage());
    }
  }

  /** What is not idempotent by itself (RFC 9110 9.2.2) is not repeated on nobody's word. */
  private static void checkRepeatable(HttpInput input, ActionCall call) throws ActionFailedException {
    boolean isSafe =
        input.method().isIdempotent()
            || call.repeatability() == Repeatability.ONCE
            || (call.repeatability() == Repeatability.IDEMPOTENT && input.idempotencyKeyHeader().isPresent());
    if (!isSafe) {
      throw ActionFailedException.permanent(
          "NOT_REPEATABLE",
          "a " + input.method() + " may have its effect twice; ask for it as ONCE, or as IDEMPOTENT with an idempotencyKeyHeader that the other system knows");
    }
  }

  private static Map<String, String> headers(HttpInput input, ActionCall call) {
    Map<String, String> headers = new LinkedHashMap<>(input.headers());
    input.idempotencyKeyHeader().ifPresent(name -> headers.put(name, IdempotencyKey.inHeader(call.idempotencyKey())));
    return headers;
  }

  private Supplier<Duration> remaining(HttpInput input, ActionCall call) {
    long end = System.nanoTime() + input.timeout().orElse(settings.requestTimeout()).toNanos();
    return () -> {
      Duration own = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      Duration attempts = call.remaining();
      return own.compareTo(attempts) < 0 ? own : attempts;
    };
  }

  private Answer traced(HttpInput input, Exchange exchange, Supplier<Duration> remaining) throws ActionFailedException, InterruptedException {
    Span span =
        tracer
            .spanBuilder(input.method().name())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("http.request.method", input.method().name())
            .setAttribute("server.address", input.target().host().name())
            .setAttribute("server.port", input.target().port())
            .startSpan();
    try {
      Answer answer = await(input, exchange, remaining);
      span.setAttribute("http.response.status_code", answer.status());
      return answer;
    } catch (ActionFailedException e) {
      span.setStatus(StatusCode.ERROR).setAttribute("error.type", e.code());
      throw e;
    } finally {
      span.end();
    }
  }

  /** Waits on another thread, so that neither a name server nor a connection holds this one beyond its time or an interrupt. */
  private Answer await(HttpInput input, Exchange exchange, Supplier<Duration> remaining) throws ActionFailedException, InterruptedException {
    Future<Answer> answer = threads.submit(exchange::run);
    try {
      return answer.get(remaining.get().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      callOff(exchange, answer);
      throw exchange.inDoubtIfSent(Failure.timedOut(input.target()).causedBy(e));
    } catch (InterruptedException e) {
      callOff(exchange, answer);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ActionFailedException failure) {
        throw failure;
      }
      throw exchange.inDoubtIfSent(
          ActionFailedException.retryable("CLIENT_FAILED", "the HTTP client failed at " + input.target().origin()).causedBy(e.getCause()));
    }
  }

  private static void callOff(Exchange exchange, Future<Answer> answer) {
    exchange.callOff();
    answer.cancel(true);
  }

  private static String resource(String name) {
    try (InputStream in = HttpRequestHandler.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " of the HTTP handler's jar", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    if (transport != null) {
      transport.close();
    }
  }
}
