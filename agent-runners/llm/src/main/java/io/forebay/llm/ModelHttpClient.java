package io.forebay.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.forebay.llm.ExchangeException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Does LangChain4j's exchanges on the thread that asks for them.
 *
 * <p>LangChain4j's own client streams on a thread of its own, which goes on when the caller is interrupted, and drops the headers of
 * refusals. Here a call is one thread: an interrupt closes the connection, and every failure is an {@link ExchangeException} with what
 * the server said.
 */
final class ModelHttpClient implements HttpClient {
  /** Bytes of an answer; a token of a stream takes some 250. */
  private static final long ANSWER_BYTES_MAX = 64 << 20;

  private static final int REFUSAL_BYTES_MAX = 64 << 10;
  private static final Duration DRAIN_PATIENCE = Duration.ofMillis(500);
  private static final String DONE = "[DONE]";

  private final java.net.http.HttpClient http;
  private final Duration silenceMax;

  /**
   * Shares the connections of a client.
   *
   * @param http follows no redirects: a key is not for whoever is named in one
   */
  ModelHttpClient(java.net.http.HttpClient http, Duration silenceMax) {
    this.http = http;
    this.silenceMax = silenceMax;
  }

  /** For LangChain4j's builders, which want to make their client themselves; the time-outs that they add are ignored. */
  HttpClientBuilder asBuilder() {
    return new Made(this);
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    HttpResponse<AnswerBody> response = exchange(request);
    try (InputStream body = response.body()) {
      return SuccessfulHttpResponse.builder().statusCode(response.statusCode()).headers(response.headers().map()).body(body.readAllBytes()).build();
    } catch (IOException e) {
      throw ExchangeException.of(Kind.BROKEN_OFF, e.getClass().getSimpleName());
    }
  }

  /** The given parser is not used: it hides what a listener throws, and does not tell a stream that was cut from one that ended. */
  @Override
  public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    AnswerBody body = exchange(request).body();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      forwardEvents(lines, listener);
      body.drain(DRAIN_PATIENCE);
    } catch (IOException e) {
      throw ExchangeException.of(Kind.BROKEN_OFF, e.getClass().getSimpleName());
    }
    listener.onClose();
  }

  /** Server-sent events as the WHATWG's HTML standard has them, as far as model servers use them: fields {@code event} and {@code data}. */
  private static void forwardEvents(BufferedReader lines, ServerSentEventListener listener) throws IOException {
    String name = null;
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        if (data.toString().equals(DONE)) {
          return;
        }
        refuseError(data.toString());
        listener.onEvent(new ServerSentEvent(name, data.toString()));
        name = null;
        data.setLength(0);
      } else if (line.startsWith("event:")) {
        name = value(line, "event:");
      } else if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(value(line, "data:"));
      }
    }
    if (!data.toString().equals(DONE)) {
      throw ExchangeException.of(Kind.BROKEN_OFF, "the stream ended without " + DONE);
    }
  }

  private static String value(String line, String field) {
    int start = field.length();
    return line.substring(line.startsWith(" ", start) ? start + 1 : start);
  }

  /** Servers that fail while they stream have sent their status already; the error comes as an event. */
  private static void refuseError(String data) {
    // Inside a JSON text the quotes would be escaped, so few events are parsed twice.
    if (!data.contains("\"error\"")) {
      return;
    }
    Optional<JsonNode> error = Json.parse(data).map(event -> event.get("error")).filter(node -> !node.isNull());
    if (error.isPresent()) {
      int code = error.get().path("code").asInt(0);
      throw ExchangeException.refused(code >= 400 && code < 600 ? code : 500, Map.of(), data);
    }
  }

  private HttpResponse<AnswerBody> exchange(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(silenceMax)
            .method(request.method().name(), request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
    request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    HttpResponse<AnswerBody> response = send(builder.build());
    if (response.statusCode() < 200 || response.statusCode() > 299) {
      throw refusal(response);
    }
    return response;
  }

  private HttpResponse<AnswerBody> send(java.net.http.HttpRequest request) {
    try {
      return http.send(request, _ -> new AnswerBody(silenceMax, ANSWER_BYTES_MAX));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw ExchangeException.of(Kind.BROKEN_OFF, "interrupted");
    } catch (ConnectException | HttpConnectTimeoutException | SSLException e) {
      throw ExchangeException.of(Kind.UNREACHABLE, e.getClass().getSimpleName());
    } catch (HttpTimeoutException _) {
      throw ExchangeException.of(Kind.SILENT, "nothing for " + silenceMax);
    } catch (IOException e) {
      throw ExchangeException.of(Kind.BROKEN_OFF, e.getClass().getSimpleName());
    }
  }

  private static ExchangeException refusal(HttpResponse<AnswerBody> response) {
    try (InputStream body = response.body()) {
      String beginning = new String(body.readNBytes(REFUSAL_BYTES_MAX), StandardCharsets.UTF_8);
      return ExchangeException.refused(response.statusCode(), response.headers().map(), beginning);
    } catch (IOException | ExchangeException _) {
      return ExchangeException.refused(response.statusCode(), response.headers().map(), "");
    }
  }

  private record Made(HttpClient client) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return client;
    }
  }
}
