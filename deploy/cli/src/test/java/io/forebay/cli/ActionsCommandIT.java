package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.Lane;
import io.forebay.schemas.LaneStatus;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RunnerHeartbeat;
import io.forebay.schemas.Severity;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedStack.Extension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ActionsCommandIT {
  private static final String PREFIX = "actions-command.";
  private static final Topics TOPICS = new Topics(PREFIX, 4);

  private final SharedStack stack;
  private FakeDispatch dispatch;

  ActionsCommandIT(SharedStack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void startDispatch() {
    assertThat(stack.run(PREFIX, "topics", "apply").exitCode()).isZero();
    assertThat(run("schemas", "apply").exitCode()).isZero();
    dispatch = new FakeDispatch(stack.kafka(), TOPICS);
  }

  @AfterAll
  void stopDispatch() {
    dispatch.close();
  }

  private CommandRun run(String... arguments) {
    return stack.runWithRegistry(PREFIX, arguments);
  }

  @Test
  void printsTheAnswerOfAnActionThatItWaitsFor() {
    var run = run("actions", "submit", "core.echo", "--input", "{\"a\": 1}", "--tenant", "acme", "--wait");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo("{\"a\":1}");
  }

  @Test
  void sendsWhatTheOptionsSayToThePartitionOfTheTenant(@TempDir Path folder) throws Exception {
    Path input = Files.writeString(folder.resolve("input.json"), "[2]\n");
    String[] options = {
      "--input", "@" + input, "--lane", "globex/core.echo/fine", "--priority", "9", "--repeatability", "repeatable", "--id", "full", "--not-before",
      "2027-01-31T09:00:00Z", "--attempt-timeout", "5s", "--endpoint", "e", "--cache-key", "k", "--estimate-tokens", "10", "--wait", "--json"
    };
    var run = run(SharedStack.with(new String[] {"actions", "submit", "core.echo"}, options));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().path("output").asText()).isEqualTo("[2]");
    var record = dispatch.requests().stream().filter(each -> dispatch.request(each).getActionId().equals("full")).findFirst().orElseThrow();
    assertThat(record.topic()).isEqualTo(TOPICS.actionsRequests().name());
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("globex/core.echo/fine");
    assertThat(record.partition()).isEqualTo(Lane.of("globex/core.echo").partition(4));
    var request = dispatch.request(record);
    assertThat(request.getTenant()).isEqualTo("globex");
    assertThat(request.getPriority()).isEqualTo(9);
    assertThat(request.getRepeatability()).isEqualTo(Repeatability.REPEATABLE);
    assertThat(request.getNotBefore()).isEqualTo(Instant.parse("2027-01-31T09:00:00Z"));
    assertThat(request.getAttemptTimeoutMs()).isEqualTo(5_000);
    assertThat(List.of(request.getEndpoint(), request.getCacheKey(), request.getReplyKey())).containsExactly("e", "k", "full");
    assertThat(request.getEstimate().getInputTokens()).isEqualTo(10);
  }

  @Test
  void asksInATransactionForWhatMustNotStartTwice() {
    var run = run("actions", "submit", "core.echo", "--repeatability", "once", "--id", "once-1", "--wait", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    var record = dispatch.requests().stream().filter(each -> dispatch.request(each).getActionId().equals("once-1")).findFirst().orElseThrow();
    assertThat(record.topic()).isEqualTo(TOPICS.actionsRequestsOnce().name());
  }

  @Test
  void failsWhereTheActionDoes() {
    var run = run("actions", "submit", "core.fail", "--id", "bad", "--wait");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("forebay: bad FAILED SAID_SO: It was to fail., 1 attempt").hasLineCount(1);
  }

  @Test
  void givesUpWaitingAndSaysHowToGoOn() {
    var run = run("actions", "submit", "core.sleep", "--id", "slow", "--wait", "--timeout", "300ms");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no result of slow within PT0.3S", "forebay actions get slow --lane default/core.sleep").hasLineCount(1);
    assertThat(run("actions", "get", "slow", "--capability", "core.sleep").out()).startsWith("slow is READY, attempt 1").contains("runner-1");
  }

  @Test
  void passesOverResultsThatCannotBeRead() {
    dispatch.spoil(TOPICS.actionsResults("users"), "spoilt");
    dispatch.spoil(TOPICS.actionsStates(), "spoilt");
    dispatch.spoil(TOPICS.actionsLanes(), "spoilt");

    assertThat(run("actions", "submit", "core.echo", "--id", "spoilt", "--wait").exitCode()).isZero();
    assertThat(run("actions", "get", "spoilt", "--capability", "core.echo").out()).contains("spoilt is FINISHED", "SUCCEEDED", "output     {}");
    assertThat(run("lanes", "list").exitCode()).isZero();
  }

  @Test
  void stepsInOnAnActionAndTellsWhatBecameOfIt() {
    run("actions", "submit", "core.sleep", "--id", "sleeper");
    String[] it = {"sleeper", "--lane", "default/core.sleep"};

    assertThat(run(SharedStack.with(new String[] {"actions", "pause"}, it)).out()).startsWith("sleeper is READY, paused");
    assertThat(run(SharedStack.with(new String[] {"actions", "resume"}, it)).out()).startsWith("sleeper is READY, attempt");
    var notInDoubt = run(SharedStack.with(new String[] {"actions", "resolve", "--as", "failed"}, it));
    assertThat(notInDoubt.exitCode()).isEqualTo(1);
    assertThat(notInDoubt.err()).contains("sleeper is not in doubt: it is READY").hasLineCount(1);
    assertThat(run(SharedStack.with(new String[] {"actions", "cancel"}, it)).out()).contains("sleeper is FINISHED", "CANCELLED");
    var again = run(SharedStack.with(new String[] {"actions", "cancel"}, it));
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("sleeper has ended already: it CANCELLED").hasLineCount(1);
  }

  @Test
  void resolvesWhatIsInDoubtAndListsIt() {
    run("actions", "submit", "http.request", "--id", "doubt-1");
    run("actions", "submit", "http.request", "--id", "doubt-2");
    run("actions", "get", "doubt-1", "--capability", "http.request");

    assertThat(run("actions", "list", "--in-doubt").out()).contains("doubt-1").doesNotContain("sleeper");
    var done = run("actions", "resolve", "doubt-1", "--capability", "http.request", "--as", "succeeded", "--output", "{\"ok\":true}");
    assertThat(done.out()).contains("doubt-1 is FINISHED", "SUCCEEDED", "{\"ok\":true}");
    assertThat(run("actions", "resolve", "doubt-2", "--capability", "http.request", "--as", "run-again").out()).startsWith("doubt-2 is QUEUED");
    assertThat(run("actions", "list", "--in-doubt").out()).doesNotContain("doubt-1");
  }

  @Test
  void saysThatDispatchDoesNotKnowAnAction() {
    var run = run("actions", "get", "nobody", "--tenant", "acme", "--capability", "core.echo");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("forebay: Dispatch knows no action nobody of acme").hasLineCount(1);
  }

  @Test
  void pausesResumesAndCancelsALane() {
    var lane = Lane.of("initech/core.echo");
    dispatch.tell(TOPICS.actionsLanes(), LaneStatus.class, lane.name(), dispatch.status(lane, 7, false));

    assertThat(run("lanes", "pause", lane.name()).out()).contains("paused", "queued       7");
    assertThat(run("lanes", "show", lane.name(), "--json").json().path("paused").asBoolean()).isTrue();
    assertThat(run("lanes", "resume", lane.name()).out()).doesNotContain("paused");
    assertThat(run("lanes", "cancel", lane.name(), "--message", "enough").out()).contains("queued       0");
    assertThat(run("lanes", "list", "--tenant", "initech").out()).containsPattern("initech/core.echo +0 +0 +0 +1 +0 +1,234 tokens");
    assertThat(run("lanes", "list", "--tenant", "other").out()).startsWith("No lanes");
    assertThat(run("lanes", "show", "no/core.echo").err()).contains("There is no lane no/core.echo").hasLineCount(1);
  }

  @Test
  void listsRunnersThatAreThereAndThoseThatAreGone() {
    var now = Instant.now();
    dispatch.tell(TOPICS.opsHeartbeats(), RunnerHeartbeat.class, "here", heartbeat("here", now));
    dispatch.tell(TOPICS.opsHeartbeats(), RunnerHeartbeat.class, "gone", heartbeat("gone", now.minusSeconds(20)));

    assertThat(run("runners", "list").out()).containsPattern("here +up +host-1 +0.1 +\\d+ s +3/64 +1 +core.echo llm.chat").doesNotContain("gone");
    assertThat(run("runners", "list", "--all").out()).containsPattern("gone +gone for 2\\d s");
    assertThat(run("runners", "list", "--json").json().path("state").asText()).isEqualTo("UP");
  }

  private static RunnerHeartbeat heartbeat(String runner, Instant at) {
    return RunnerHeartbeat.newBuilder()
        .setRunner(runner)
        .setHost("host-1")
        .setVersion("0.1")
        .setCapabilities(List.of("core.echo", "llm.chat"))
        .setInFlight(3)
        .setInFlightMax(64)
        .setStuck(1)
        .setStartedAt(at.minusSeconds(30))
        .setAt(at)
        .build();
  }

  @Test
  void listsReportsBySeverity() {
    dispatch.tell(TOPICS.opsErrors(), ErrorRaised.class, "forebay-dispatch", error(Severity.INFO, "IDLE"));
    dispatch.tell(TOPICS.opsErrors(), ErrorRaised.class, "forebay-dispatch", error(Severity.ERROR, "ACTION_STUCK"));

    assertThat(run("errors", "list").out()).contains("IDLE", "ERROR     ACTION_STUCK: An action is stuck.  (forebay-dispatch)  [acme]");
    assertThat(run("errors", "list", "--severity", "warning").out()).doesNotContain("IDLE");
    assertThat(run("errors", "list", "--limit", "1").out()).hasLineCount(1);
  }

  private static ErrorRaised error(Severity severity, String code) {
    return ErrorRaised.newBuilder()
        .setSource("forebay-dispatch")
        .setSeverity(severity)
        .setCode(code)
        .setMessage("An action is stuck.")
        .setTenant("acme")
        .setAt(Instant.now())
        .build();
  }

  @Test
  void saysInASentenceWhatIsNotThere() {
    var noTopic = stack.runWithRegistry("nowhere.", "actions", "submit", "core.echo");
    var noSchema = stack.runWithRegistry("nowhere.", "policies", "list");

    assertThat(noTopic.exitCode()).isEqualTo(1);
    assertThat(noTopic.err()).startsWith("forebay: There is no topic nowhere.actions.requests in Kafka at ").hasLineCount(1);
    assertThat(noSchema.err()).startsWith("forebay: There is no topic nowhere.actions.policies").hasLineCount(1);
  }
}
