package io.forebay.llm;

import static io.forebay.llm.FakeModelServer.breaksOffAfter;
import static io.forebay.llm.FakeModelServer.failsAfter;
import static io.forebay.llm.FakeModelServer.fallsSilentAfter;
import static io.forebay.llm.FakeModelServer.hangsAfter;
import static io.forebay.llm.FakeModelServer.refuses;
import static io.forebay.llm.FakeModelServer.says;
import static io.forebay.llm.FakeModelServer.status;
import static io.forebay.llm.FakeModelServer.staysSilent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.forebay.runners.ActionFailedException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a model server that does not do what it should, streaming or not. */
class ModelServerFaultsTest {
  private static final String HELLO = "{\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}";

  private final FakeModelServer server = new FakeModelServer();
  private final HandlerRig rig = new HandlerRig(new ChatHandler(), TestSettings.at(server.baseUrl()).build());

  @AfterEach
  void close() {
    rig.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          400, bad_request,             unknown field,                        MODEL_BAD_REQUEST,  false
          422, bad_request,             unknown field,                        MODEL_BAD_REQUEST,  false
          400, context_length_exceeded, too long,                             CONTEXT_TOO_LONG,   false
          400, invalid_request_error,   This model's maximum context length is 8192 tokens, CONTEXT_TOO_LONG, false
          413, '',                      the prompt is too long,               CONTEXT_TOO_LONG,   false
          500, '',                      the request exceeds the available context size, CONTEXT_TOO_LONG, false
          401, invalid_api_key,         no,                                   MODEL_AUTH,         false
          403, forbidden,               no,                                   MODEL_AUTH,         false
          402, '',                      pay,                                  MODEL_QUOTA,        false
          429, insufficient_quota,      You exceeded your current quota,      MODEL_QUOTA,        false
          404, model_not_found,         no such model,                        MODEL_NOT_FOUND,    false
          307, '',                      elsewhere,                            MODEL_BAD_ENDPOINT, false
          429, rate_limit_exceeded,     slow down,                            RATE_LIMITED,       true
          408, '',                      too slow,                             MODEL_UNAVAILABLE,  true
          500, '',                      oops,                                 MODEL_UNAVAILABLE,  true
          502, '',                      oops,                                 MODEL_UNAVAILABLE,  true
          503, '',                      oops,                                 MODEL_UNAVAILABLE,  true
          529, overloaded_error,        oops,                                 MODEL_UNAVAILABLE,  true
          """)
  void tellsDispatchWhatARefusalMeans(int status, String code, String message, String expected, boolean retryable) throws Exception {
    server.then(refuses(status, code, message, Map.of())).then(refuses(status, code, message, Map.of()));

    try (HandlerRig whole = new HandlerRig(new ChatHandler(), TestSettings.at(server.baseUrl()).withoutStreaming().build())) {
      for (ActionFailedException failure : new ActionFailedException[] {rig.failure(HELLO), whole.failure(HELLO)}) {
        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure.isInDoubt()).isFalse();
      }
    }
    assertThat(server.requestsLeft()).as("dispatch retries, nobody else").isEqualTo(2);
  }

  @Test
  void asksToBeLeftAloneForAsLongAsTheServerSays() throws Exception {
    server.then(refuses(429, "rate_limit_exceeded", "slow down", Map.of("Retry-After", "7")));
    server.then(refuses(503, "", "busy", Map.of("Retry-After", "2")));
    server.then(refuses(429, "rate_limit_exceeded", "Rate limit reached. Please try again in 1.5s.", Map.of()));

    assertThat(rig.failure(HELLO).retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(rig.failure(HELLO).retryAfter()).contains(Duration.ofSeconds(2));
    assertThat(rig.failure(HELLO).retryAfter()).contains(Duration.ofMillis(1500));
  }

  @Test
  void namesTheModelThatIsNotThere() throws Exception {
    server.then(refuses(404, "model_not_found", "try pulling it first", Map.of()));

    assertThat(rig.failure("{\"model\":\"lama9\",\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}"))
        .hasMessageContaining("lama9")
        .hasMessageContaining("try pulling it first")
        .hasMessageContaining("/v1");
  }

  @Test
  void neverTellsTheKey() throws Exception {
    server.then(refuses(400, "", "The key " + TestSettings.KEY + " is odd. ".repeat(20) + TestSettings.KEY, Map.of()));

    Throwable failure = rig.failure(HELLO);

    assertThat(failure).hasMessageContaining("<hidden>");
    for (Throwable at = failure; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain(TestSettings.KEY.substring(0, 9));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>welcome</html>", "", "[]", "{\"choices\":[]}", "null", "{\"choices\":[{\"message\":null}]}"})
  void triesAgainForAnAnswerThatIsNoProtocol(String body) throws Exception {
    server.then(status(200, body));
    try (HandlerRig whole = new HandlerRig(new ChatHandler(), TestSettings.at(server.baseUrl()).withoutStreaming().build())) {
      ActionFailedException failure = whole.failure(HELLO);

      assertThat(failure.code()).isEqualTo("ANSWER_UNREADABLE");
      assertThat(failure.isRetryable()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"this is no json", "{\"choices\":", "[1,2]"})
  void triesAgainForAStreamThatIsNoProtocol(String event) throws Exception {
    server.then(
        (_, exchange) -> {
          try (OutputStream out = FakeModelServer.stream(exchange)) {
            FakeModelServer.event(out, event);
            FakeModelServer.event(out, "[DONE]");
          }
        });

    ActionFailedException failure = rig.failure(HELLO);

    assertThat(failure.code()).isEqualTo("ANSWER_UNREADABLE");
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void takesNoPartOfAnAnswerForTheWhole() throws Exception {
    server.then(breaksOffAfter("Once upon a"));

    ActionFailedException failure = rig.failure(HELLO);

    assertThat(failure.code()).isEqualTo("MODEL_BROKE_OFF");
    assertThat(failure.isRetryable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          `{"error":{"code":429,"message":"Please try again in 3s"}}`,                                              RATE_LIMITED,      PT3S
          `{"id":"x","choices":[],"error":{"code":502,"message":"provider gone"}}`,                                MODEL_UNAVAILABLE,
          `{"error": "out of memory"}`,                                                                             MODEL_UNAVAILABLE,
          """)
  void hearsOfErrorsInTheMiddleOfAStream(String event, String code, Duration pause) throws Exception {
    server.then(failsAfter("Once", event));

    ActionFailedException failure = rig.failure(HELLO);

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.retryAfter()).isEqualTo(Optional.ofNullable(pause));
  }

  @Test
  void doesNotTakeAWordOfTheModelForAnError() throws Exception {
    server.then(says("{\"error\": {\"code\": 429}}", " \"error\""));

    assertThat(rig.run(HELLO).output().path("text").asText()).isEqualTo("{\"error\": {\"code\": 429}} \"error\"");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void doesNotWaitForASilentServer(boolean streaming) throws Exception {
    TestSettings impatient = TestSettings.at(server.baseUrl()).silentFor(Duration.ofMillis(150));
    try (HandlerRig hasty = new HandlerRig(new ChatHandler(), (streaming ? impatient : impatient.withoutStreaming()).build())) {
      server.then(staysSilent());

      ActionFailedException failure = hasty.failure(HELLO);

      assertThat(failure.code()).isEqualTo("MODEL_TIMEOUT");
      assertThat(failure.isRetryable()).isTrue();
    }
  }

  @Test
  void doesNotWaitForAStreamThatFellSilent() throws Exception {
    server.then(fallsSilentAfter("Once"));
    try (HandlerRig hasty = new HandlerRig(new ChatHandler(), TestSettings.at(server.baseUrl()).silentFor(Duration.ofMillis(150)).build())) {
      assertThat(hasty.failure(HELLO).code()).isEqualTo("MODEL_TIMEOUT");
    }
  }

  @Test
  void saysWhereNobodyListens() throws Exception {
    FakeModelServer gone = new FakeModelServer();
    gone.close();
    try (HandlerRig lost = new HandlerRig(new ChatHandler(), TestSettings.at(gone.baseUrl()).build())) {
      ActionFailedException failure = lost.failure(HELLO);

      assertThat(failure.code()).isEqualTo("MODEL_UNREACHABLE");
      assertThat(failure.isRetryable()).isTrue();
      assertThat(failure).hasMessageContaining(gone.baseUrl().toString()).hasMessageContaining("base-url");
    }
  }

  @Test
  void hangsUpWhenItIsInterrupted() throws Exception {
    server.then(hangsAfter("Once"));
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread thread = Thread.startVirtualThread(() -> ended.complete(catchThrowable(() -> rig.run(HELLO))));
    await().until(() -> !rig.progress().isEmpty());

    thread.interrupt();

    assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(server.sawTheClientHangUp()).isTrue();
  }

  @Test
  void hangsUpWhenItIsInterruptedBeforeTheFirstWord() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.then(
        (request, exchange) -> {
          asked.countDown();
          staysSilent().to(request, exchange);
        });
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread thread = Thread.startVirtualThread(() -> ended.complete(catchThrowable(() -> rig.run(HELLO))));
    asked.await();

    thread.interrupt();

    assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }
}
