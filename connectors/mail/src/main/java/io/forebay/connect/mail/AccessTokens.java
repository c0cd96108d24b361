package io.forebay.connect.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Access tokens of a token endpoint (RFC 6749), each used until shortly before it is over.
 *
 * <p>The client's secret goes in the body, which is what the large providers document. A new refresh token takes the place of the old one, in memory only.
 */
final class AccessTokens implements Secrets {
  private static final Duration EARLY_MAX = Duration.ofSeconds(60);

  /** Words of RFC 6749 (5.2), and some that providers add; nothing else of an answer is repeated. */
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_request", "invalid_client", "invalid_grant", "invalid_scope", "unauthorized_client", "unsupported_grant_type", "access_denied", "interaction_required",
          "consent_required", "login_required", "admin_policy_enforced", "org_internal", "server_error", "temporarily_unavailable");

  private static final Duration LIFE_UNTOLD = Duration.ofMinutes(5);
  private static final int ANSWER_BYTES_MAX = 64 << 10;
  private static final int TOKEN_LENGTH_MAX = 32 << 10;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final JsonMapper JSON = new JsonMapper();

  private final TokenSettings settings;
  private final Duration timeout;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private String refreshToken;
  private String token;
  private Instant renewAt = Instant.MIN;

  /**
   * @param timeout of one request
   */
  AccessTokens(TokenSettings settings, Duration timeout, InstantSource clock) {
    this.settings = settings;
    this.timeout = timeout;
    this.clock = clock;
    refreshToken = settings.refreshToken().value();
  }

  @Override
  public Secret current() throws IOException, LoginRefusedException {
    lock.lock();
    try {
      if (token != null && clock.instant().isBefore(renewAt)) {
        return new Secret(token, false);
      }
      token = null;
      Instant asked = clock.instant();
      JsonNode answer = ask();
      String given = answer.path("access_token").asText("");
      if (given.isEmpty() || given.length() > TOKEN_LENGTH_MAX) {
        throw new IOException("the token endpoint " + settings.endpoint() + " answers without a token");
      }
      refreshToken = answer.path("refresh_token").asText(refreshToken);
      renewAt = asked.plus(life(answer));
      token = given;
      return new Secret(token, true);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void forget(Secret refused) {
    lock.lock();
    try {
      if (refused.value().equals(token)) {
        token = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** A minute less than it is told, or half of a short life. */
  private static Duration life(JsonNode answer) {
    long seconds = Math.clamp(answer.path("expires_in").asLong(LIFE_UNTOLD.toSeconds()), 0, Duration.ofDays(365).toSeconds());
    Duration life = Duration.ofSeconds(seconds);
    Duration half = life.dividedBy(2);
    return life.minus(half.compareTo(EARLY_MAX) < 0 ? half : EARLY_MAX);
  }

  private JsonNode ask() throws IOException, LoginRefusedException {
    HttpRequest request =
        HttpRequest.newBuilder(settings.endpoint())
            .timeout(timeout)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form()))
            .build();
    HttpResponse<String> response = send(request);
    int status = response.statusCode();
    if (status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS) {
      throw new IOException("the token endpoint " + settings.endpoint() + " answers " + status);
    }
    JsonNode answer = json(response.body());
    if (status != 200) {
      String error = answer.path("error").asText("");
      String why = ERRORS.contains(error) ? error : Integer.toString(status);
      throw new LoginRefusedException("The token endpoint " + settings.endpoint() + " refuses the client " + settings.clientId() + " (" + why + "); check imap.oauth2.*.", true);
    }
    return answer;
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // an error page; the status says the rest
    }
  }

  private String form() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", refreshToken.isEmpty() ? "client_credentials" : "refresh_token");
    fields.put("refresh_token", refreshToken);
    fields.put("client_id", settings.clientId());
    fields.put("client_secret", settings.clientSecret().value());
    fields.put("scope", settings.scope());
    return fields.entrySet().stream()
        .filter(field -> !field.getValue().isEmpty())
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
    CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the token endpoint " + settings.endpoint() + " cannot be asked: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("the token endpoint " + settings.endpoint() + " does not answer in " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while waiting for a token");
    } finally {
      client.shutdownNow();
    }
  }
}
