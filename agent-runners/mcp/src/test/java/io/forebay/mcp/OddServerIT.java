package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runners.ActionFailedException;
import io.forebay.runtime.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that crash, hang, talk nonsense and talk too much: see {@code odd-server.mjs}. */
@Timeout(60)
final class OddServerIT {
  private final List<TestRunner> runners = new ArrayList<>();

  @BeforeAll
  static void requireNode() {
    Node.require();
  }

  @AfterEach
  void stop() {
    runners.forEach(TestRunner::close);
  }

  private TestRunner run(McpServer server) {
    TestRunner runner = new TestRunner(new McpCallHandler(), Settings.of(Map.of("odd", server)));
    runners.add(runner);
    return runner;
  }

  private static Settings.Builder odd(String... mode) {
    List<String> args = new ArrayList<>(List.of(Node.oddServer()));
    args.addAll(List.of(mode));
    return new Settings.Builder().command("node", args.toArray(String[]::new));
  }

  private static String input(String tool) {
    return input(tool, "{}");
  }

  private static String input(String tool, String arguments) {
    return "{\"server\": \"odd\", \"tool\": \"" + tool + "\", \"arguments\": " + arguments + "}";
  }

  @Test
  void answersWhatTheToolAnswers() throws Exception {
    JsonNode answer = run(odd().build()).run(input("echo", "{\"text\": \"grüß Gott 🌊\"}"));

    assertThat(answer).isEqualTo(TestRunner.json("{\"content\": [{\"type\": \"text\", \"text\": \"grüß Gott 🌊\"}], \"isError\": false}"));
  }

  @Test
  void startsTheServerOnceForManyCallsAtATime() throws Exception {
    TestRunner runner = run(odd().build());
    Set<String> pids = new HashSet<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(threads.submit(() -> runner.text(input("pid"))));
      }
      for (Future<String> call : calls) {
        pids.add(call.get());
      }
    }

    assertThat(pids).hasSize(1);
  }

  @Test
  void runsCallsOfOneSessionSideBySide() throws Exception {
    TestRunner runner = run(odd().build());
    runner.text(input("pid"));
    long start = System.nanoTime();
    List<Future<String>> slow = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        slow.add(threads.submit(() -> runner.text(input("slow"))));
      }
    }

    assertThat(slow).allSatisfy(call -> assertThat(call.get()).isEqualTo("slow"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).as("20 calls of 300 ms each").isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void opensMoreSessionsWhereThatIsAllowedAndTheFirstIsBusy() throws Exception {
    TestRunner runner = run(odd().sessionsMax(3).build());
    Set<String> pids = new HashSet<>();
    List<Future<String>> slow = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        slow.add(threads.submit(() -> runner.text(input("slow"))));
        calls.add(threads.submit(() -> runner.text(input("pid"))));
      }
      for (Future<String> call : calls) {
        pids.add(call.get());
      }
    }

    assertThat(slow).allSatisfy(call -> assertThat(call.get()).isEqualTo("slow"));
    assertThat(pids).hasSizeBetween(2, 3);
  }

  @Test
  void passesOnNothingOfTheRunnersEnvironmentButWhatProgramsNeed() throws Exception {
    McpServer server = odd().env(Map.of("PLAIN", "a"), Map.of("TOKEN", new Secret("b"))).build();

    JsonNode environment = TestRunner.json(run(server).text(input("environment")));

    assertThat(environment.get("PLAIN").textValue()).isEqualTo("a");
    assertThat(environment.get("TOKEN").textValue()).isEqualTo("b");
    List<String> names = new ArrayList<>();
    environment.fieldNames().forEachRemaining(names::add);
    assertThat(names).isSubsetOf("PLAIN", "TOKEN", "PATH", "HOME", "LANG", "TMPDIR");
  }

  @Test
  void givesTheServerTheIdempotencyKey() throws Exception {
    JsonNode meta = TestRunner.json(run(odd().build()).text(input("meta")));

    assertThat(meta.get("io.forebay/idempotency-key").textValue()).isEqualTo("key-1");
  }

  @Test
  void saysWhichToolsThereAreWhereOneIsUnknown() {
    ActionFailedException failure = run(odd().allowedTools("echo", "pid").build()).failure(input("crash"));

    assertThat(failure.code()).isEqualTo("TOOL_UNKNOWN");
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure).hasMessageEndingWith("there are echo, pid");
  }

  @Test
  void refusesArgumentsThatTheToolDoesNotTakeBeforeItIsCalled() {
    ActionFailedException failure = run(odd().build()).failure(input("echo", "{\"count\": \"many\"}"));

    assertThat(failure.code()).isEqualTo("BAD_ARGUMENTS");
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.isInDoubt()).isFalse();
    assertThat(failure).hasMessageContaining("text").hasMessageContaining("count");
  }

  @Test
  void matchesThePatternsOfServersInLinearTime() {
    ActionFailedException failure = run(odd().build()).failure(input("echo", "{\"text\": \"" + "a".repeat(5000) + "!\"}"));

    assertThat(failure.code()).isEqualTo("BAD_ARGUMENTS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "many"})
  void leavesSchemasThatLeadNowhereToTheServer(String tool) throws Exception {
    assertThat(run(odd().build()).run(input(tool)).get("isError").booleanValue()).isFalse();
  }

  @Test
  void saysThatACrashLeavesDoubtAndStartsTheServerAgain() throws Exception {
    TestRunner runner = run(odd().build());
    String first = runner.text(input("pid"));

    ActionFailedException failure = runner.failure(input("crash"));

    assertThat(failure.code()).isEqualTo("SERVER_LOST");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.isInDoubt()).isTrue();
    assertThat(failure).hasMessageContaining("exit code 7");
    await().untilAsserted(() -> assertThat(runner.text(input("pid"))).isNotEqualTo(first));
  }

  @Test
  void tellsThoseWhoComeAfterCrashesWhenToComeAgain() {
    TestRunner runner = run(odd("crash-at-start").build());
    ActionFailedException started = runner.failure(input("pid"));

    ActionFailedException resting = await().until(() -> runner.failure(input("pid")), failure -> failure.retryAfter().isPresent());

    assertThat(started.code()).isEqualTo("SERVER_UNAVAILABLE");
    assertThat(started).hasMessageContaining("exit code 3");
    assertThat(resting.code()).isEqualTo("SERVER_UNAVAILABLE");
    assertThat(resting.isRetryable()).isTrue();
    assertThat(resting.isInDoubt()).isFalse();
    assertThat(resting.retryAfter().orElseThrow()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(30));
  }

  @Test
  void recoversFromAServerThatCrashesOnceAtItsStart(@TempDir Path folder) {
    TestRunner runner = run(odd("crash-once", folder.resolve("crashed").toString()).build());

    assertThat(runner.failure(input("pid")).isRetryable()).isTrue();

    await().untilAsserted(() -> assertThat(runner.text(input("pid"))).isNotEmpty());
  }

  @Test
  void saysThatAProgramIsMissing() {
    ActionFailedException failure = run(Settings.program("no-such-program")).failure(input("pid"));

    assertThat(failure.code()).isEqualTo("SERVER_UNAVAILABLE");
    assertThat(failure).hasMessageContaining("no-such-program cannot be started");
  }

  @Test
  void doesNotWaitForAServerThatDoesNotGreet() {
    ActionFailedException failure = run(odd("silent").startTimeout(Duration.ofMillis(400)).build()).failure(input("pid"));

    assertThat(failure.code()).isEqualTo("SERVER_UNAVAILABLE");
    assertThat(failure.isInDoubt()).isFalse();
  }

  @Test
  void endsACallThatTakesLongerThanTheServersTimeoutAndTellsTheServer() throws Exception {
    TestRunner runner = run(odd().timeout(Duration.ofMillis(1500)).build());

    ActionFailedException failure = runner.failure(input("hang"));

    assertThat(failure.code()).isEqualTo("TIMEOUT");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.isInDoubt()).isTrue();
    assertThat(runner.text(input("told-cancelled"))).isEqualTo("[\"it took too long\"]");
  }

  @Test
  void endsACallWithItsAttempt() throws Exception {
    TestRunner runner = run(odd().build());
    runner.text(input("pid"));

    assertThat(runner.failure(TestCall.of(input("hang")).within(Duration.ofMillis(50))).code()).isEqualTo("TIMEOUT");
  }

  @Test
  void tellsProgressAndTheServerWhenACallIsCancelled() throws Exception {
    TestRunner runner = run(odd().build());
    TestCall call = TestCall.of(input("hang"));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<JsonNode> running = threads.submit(() -> runner.run(call));
      await().until(() -> !call.told().isEmpty());
      running.cancel(true);
    }

    assertThat(call.told().getFirst()).isEqualTo(TestRunner.json("{\"progress\": 1.0, \"total\": 2.0, \"message\": \"half way\"}"));
    assertThat(runner.text(input("told-cancelled"))).isEqualTo("[\"the call was cancelled\"]");
  }

  @Test
  void passesOverLinesThatAreNoMessages() throws Exception {
    TestRunner runner = run(odd("noisy").build());

    assertThat(runner.text(input("nonsense"))).isEqualTo("and sense");
    assertThat(runner.text(input("echo", "{\"text\": \"still\"}"))).isEqualTo("still");
  }

  @Test
  void givesUpOnAServerThatSaysNothingElse() {
    ActionFailedException failure = run(odd("babble").build()).failure(input("hang"));

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure).hasMessageContaining("1000 lines in a row that are no MCP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"huge", "huge-head"})
  void refusesAnAnswerThatIsTooLongAndGoesOn(String tool) throws Exception {
    TestRunner runner = run(odd().build());
    String pid = runner.text(input("pid"));

    ActionFailedException failure = runner.failure(input(tool));

    assertThat(failure.code()).isEqualTo("ANSWER_TOO_LARGE");
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.isInDoubt()).isTrue();
    assertThat(runner.text(input("pid"))).isEqualTo(pid);
  }

  @Test
  void breaksWithAServerWhoseLongLineIsNobodysAnswer() {
    ActionFailedException failure = run(odd().build()).failure(input("huge-anonymous"));

    assertThat(failure.code()).isEqualTo("SERVER_LOST");
  }

  @Test
  void keepsLongAnswersInTheBlobStore() throws Exception {
    TestRunner runner = run(odd().build());

    JsonNode item = runner.run(input("much")).get("content").get(0);

    assertThat(item.has("text")).isFalse();
    assertThat(item.at("/blob/mediaType").textValue()).startsWith("text/plain");
    assertThat(new String(runner.blobs.get(item.at("/blob/uri").textValue()), StandardCharsets.UTF_8)).isEqualTo("y".repeat(40000));
  }

  @Test
  void answersNoMoreItemsThanAResultHolds() throws Exception {
    JsonNode answer = run(odd().build()).run(input("many"));

    assertThat(answer.get("content")).hasSize(1000);
    assertThat(answer.get("contentLeftOut").intValue()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "not-base64, BAD_ANSWER, false, true",
    "unknown-content, BAD_ANSWER, false, true",
    "fails, SERVER_FAILED, true, true",
    "refuses, SERVER_REFUSED, false, false",
  })
  void saysWhatAFailureMeans(String tool, String code, boolean isRetryable, boolean isInDoubt) {
    ActionFailedException failure = run(odd().build()).failure(input(tool));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.isInDoubt()).isEqualTo(isInDoubt);
    assertThat(failure.getMessage()).doesNotContain("\n");
  }

  @Test
  void learnsNewToolsFromAServerThatTellsOfThem() throws Exception {
    TestRunner runner = run(odd().build());
    assertThat(runner.failure(input("grown")).code()).isEqualTo("TOOL_UNKNOWN");

    runner.text(input("grow"));

    assertThat(runner.text(input("grown"))).isEqualTo("I am new");
  }

  @Test
  void doesNotFollowAListThatNeverEnds() {
    ActionFailedException failure = run(odd("endless-list").build()).failure(input("more"));

    assertThat(failure.code()).isEqualTo("TOO_MANY_TOOLS");
  }

  @Test
  void replacesASessionThatDoesNotAnswerAnyMore() throws Exception {
    TestRunner runner = run(odd().timeout(Duration.ofSeconds(6)).build());
    String pid = runner.text(input("pid"));
    runner.text(input("deaf"));

    assertThat(runner.failure(TestCall.of(input("pid")).within(Duration.ofMillis(200))).code()).isEqualTo("TIMEOUT");

    await().atMost(Duration.ofSeconds(20)).ignoreException(ActionFailedException.class).until(() -> !runner.text(input("pid")).equals(pid));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "stubborn"})
  void endsTheProgramWithTheRunner(String mode) throws Exception {
    TestRunner runner = run(odd(mode).build());
    ProcessHandle program = ProcessHandle.of(Long.parseLong(runner.text(input("pid")))).orElseThrow();

    runner.close();

    await().until(() -> !program.isAlive());
  }

  @Test
  void listsEveryPageOfTheToolsThatAreAllowed() throws Exception {
    McpSettings settings = Settings.of(Map.of("odd", odd().build(), "few", odd().allowedTools("pid", "echo").build(), "down", odd("crash-at-start").build()));
    try (TestRunner lister = new TestRunner(new McpListHandler(), settings)) {
      JsonNode servers = lister.run("{}").get("servers");

      assertThat(servers.findValuesAsText("name")).contains("down", "few", "odd", "echo", "slow");
      assertThat(servers.get(0).get("error").textValue()).contains("exit code 3");
      assertThat(servers.get(1).get("tools")).hasSize(2);
      assertThat(servers.get(2).get("tools")).hasSize(20);
      assertThat(servers.get(1).at("/tools/0/inputSchema/required/0").textValue()).isEqualTo("text");
    }
  }
}
