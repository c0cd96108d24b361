package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runners.ActionFailedException;
import io.forebay.runtime.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are reached over streamable HTTP and do not behave. */
@Timeout(30)
final class HttpTransportTest {
  private FakeHttpServer server;
  private TestRunner runner;

  @BeforeEach
  void start() throws IOException {
    server = new FakeHttpServer();
    runner = calling(server, new Settings.Builder().timeout(Duration.ofSeconds(20)));
  }

  @AfterEach
  void stop() {
    runner.close();
    server.close();
  }

  private static TestRunner calling(FakeHttpServer server, Settings.Builder settings) {
    return new TestRunner(new McpCallHandler(), Settings.of(Map.of("fake", settings.url(server.endpoint()).build())));
  }

  private static String input(String tool) {
    return "{\"server\": \"fake\", \"tool\": \"" + tool + "\"}";
  }

  @Test
  void sendsHeadersAndToken() throws Exception {
    try (TestRunner other = calling(server, new Settings.Builder().headers(Map.of("X-Team", "blue"), new Secret("open sesame")))) {
      assertThat(other.text(input("echo"))).isEqualTo("hello");
    }

    assertThat(server.lastHeaders).containsEntry("X-team", "blue").containsEntry("Authorization", "Bearer open sesame");
  }

  @Test
  void usesOneSessionForManyCalls() throws Exception {
    runner.text(input("echo"));
    runner.text(input("echo"));

    assertThat(server.sessions()).isEqualTo(1);
  }

  @Test
  void beginsANewSessionWhereTheServerHasForgottenTheOldOne() throws Exception {
    assertThat(runner.text(input("forgets"))).isEqualTo("again");
    assertThat(server.sessions()).isEqualTo(2);
  }

  @Test
  void doesNotTryForEverWhereTheServerForgetsAllSessions() {
    ActionFailedException failure = runner.failure(input("forgets-always"));

    assertThat(failure.code()).isEqualTo("SESSION_OVER");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.isInDoubt()).isFalse();
    assertThat(server.calls).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({
    "huge, ANSWER_TOO_LARGE, false",
    "huge-stream, ANSWER_TOO_LARGE, false",
    "broken, TRANSPORT_FAILED, true",
    "redirect, TRANSPORT_FAILED, true",
  })
  void saysThatAnAnswerThatDidNotComeLeavesDoubt(String tool, String code, boolean isRetryable) throws Exception {
    ActionFailedException failure = runner.failure(input(tool));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.isInDoubt()).isTrue();
    assertThat(server.calls).hasValue(1);
    assertThat(runner.text(input("echo"))).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "hang"})
  void endsWithTheAttemptWhereNoAnswerComes(String tool) throws Exception {
    runner.text(input("echo"));

    ActionFailedException failure = runner.failure(TestCall.of(input(tool)).within(Duration.ofMillis(300)));

    assertThat(failure.code()).isEqualTo("TIMEOUT");
    assertThat(failure.isInDoubt()).isTrue();
    assertThat(runner.text(input("echo"))).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 500, 307})
  void saysThatAServerDoesNotLetItIn(int status) throws IOException {
    try (FakeHttpServer closed = new FakeHttpServer(status);
        TestRunner other = calling(closed, new Settings.Builder().startTimeout(Duration.ofSeconds(3)))) {
      ActionFailedException failure = other.failure(input("echo"));

      assertThat(failure.code()).isEqualTo("SERVER_UNAVAILABLE");
      assertThat(failure.isInDoubt()).isFalse();
    }
  }

  @Test
  void leavesNoDoubtWhereNobodyListens() throws Exception {
    runner.text(input("echo"));
    server.close();

    ActionFailedException failure = runner.failure(input("echo"));

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.isInDoubt()).isFalse();
  }
}
