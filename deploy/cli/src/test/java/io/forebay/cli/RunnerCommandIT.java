package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.dispatch.DispatchApp;
import io.forebay.dispatch.DispatchAppConfig;
import io.forebay.dispatch.DispatchConfig;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.MetricsConfig;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands against dispatch and a runner as they are. */
@ExtendWith(SharedStack.Extension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RunnerCommandIT {
  private static final String PREFIX = "runner-command.";

  private final SharedStack stack;
  private DispatchApp dispatch;
  private Thread runner;
  private final CompletableFuture<CommandRun> runnerRun = new CompletableFuture<>();

  RunnerCommandIT(SharedStack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    assertThat(stack.run(PREFIX, "topics", "apply").exitCode()).isZero();
    assertThat(run("schemas", "apply").exitCode()).isZero();
    var kafka = ConnectionSettings.to(stack.bootstrapServers(), stack.kafka().registryUrl(), false);
    var topics = new TopicsSettings(PREFIX, 4, null, null);
    var streams = StreamsSettings.defaults().withStateDir(folder);
    dispatch = DispatchApp.start(new DispatchAppConfig(kafka, topics, streams, DispatchConfig.defaults()), Metrics.of(MetricsConfig.defaults()));
    String[] options = {"runner", "--capabilities", "core.echo,core.sleep,core.fail", "--max-in-flight", "8", "--health-port", "0"};
    runner = Thread.ofPlatform().start(() -> runnerRun.complete(run(options)));
    assertThat(dispatch.awaitRunning(Duration.ofMinutes(1))).isTrue();
    await().atMost(Duration.ofMinutes(1)).until(() -> run("runners", "list").out().contains("core.echo"));
  }

  @AfterAll
  void stop() {
    runner.interrupt();
    var run = runnerRun.join();
    dispatch.close();
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("takes core.echo, core.fail, core.sleep, at most 8 at a time");
  }

  private CommandRun run(String... arguments) {
    return stack.runWithRegistry(PREFIX, arguments);
  }

  @Test
  void doesAnActionOfEveryRepeatability() {
    for (String repeatability : new String[] {"repeatable", "idempotent", "once"}) {
      var run = run("actions", "submit", "core.echo", "--input", "{\"a\":1}", "--repeatability", repeatability, "--wait", "--json");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.json().path("status").asText()).isEqualTo("SUCCEEDED");
      assertThat(run.json().path("output").asText()).contains("\"a\":1");
    }
  }

  @Test
  void repeatsTheResultToWhoAsksAgain() {
    assertThat(run("actions", "submit", "core.echo", "--id", "twice", "--wait").exitCode()).isZero();

    var again = run("actions", "submit", "core.echo", "--id", "twice", "--wait", "--json");

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.json().path("attempts").asInt()).isEqualTo(1);
  }

  @Test
  void stopsAnActionThatRuns() {
    run("actions", "submit", "core.sleep", "--input", "{\"ms\":600000}", "--id", "sleeper");
    String[] get = {"actions", "get", "sleeper", "--capability", "core.sleep"};
    await().until(() -> run(get).out().contains("READY"));

    var cancel = run("actions", "cancel", "sleeper", "--capability", "core.sleep", "--message", "Enough.");

    assertThat(cancel.exitCode()).as(cancel.err()).isZero();
    await().untilAsserted(() -> assertThat(run(get).out()).contains("FINISHED", "CANCELLED").contains("Enough."));
  }

  @Test
  void holdsWhatIsInAPausedLane() {
    assertThat(run("lanes", "pause", "held/core.echo").exitCode()).isZero();
    run("actions", "submit", "core.echo", "--tenant", "held", "--id", "held");
    await().untilAsserted(() -> assertThat(run("actions", "get", "held", "--tenant", "held", "--capability", "core.echo").out()).startsWith("held is QUEUED, paused"));
    await().untilAsserted(() -> assertThat(run("lanes", "list", "--tenant", "held").out()).containsPattern("held/core.echo +1 .*paused"));

    assertThat(run("lanes", "resume", "held/core.echo").exitCode()).isZero();

    await().untilAsserted(() -> assertThat(run("actions", "get", "held", "--tenant", "held", "--capability", "core.echo").out()).startsWith("held is FINISHED"));
  }

  @Test
  void refusesWhatAPolicyRefuses(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("p.yaml"), "policies:\n  slow/core.echo:\n    rate: {permits: 1, per: PT1H, exceeded: refuse}\n");
    assertThat(run("policies", "apply", file.toString()).exitCode()).isZero();
    String[] submit = {"actions", "submit", "core.echo", "--tenant", "slow", "--wait"};

    await().untilAsserted(() -> assertThat(run(submit).err()).contains("REFUSED RATE_LIMITED", "again after"));
  }

  @Test
  void endsAPausedActionThatIsCancelled() {
    run("lanes", "pause", "stopped/core.echo");
    run("actions", "submit", "core.echo", "--tenant", "stopped", "--id", "stopped");
    await().until(() -> run("lanes", "show", "stopped/core.echo", "--json").json().path("queued").asInt() == 1);

    var cancel = run("lanes", "cancel", "stopped/core.echo");

    assertThat(cancel.exitCode()).as(cancel.err()).isZero();
    assertThat(run("actions", "get", "stopped", "--tenant", "stopped", "--capability", "core.echo").out()).contains("CANCELLED");
  }

  @Test
  void saysInASentenceWhyItDoesNotStart() {
    assertThat(stack.run("nowhere.", "runner").err()).startsWith("forebay: There is no topic nowhere.actions.outcomes in Kafka at ").hasLineCount(1);
    assertThat(run("runner", "--capabilities", "my.own").err()).startsWith("forebay: There is no topic " + PREFIX + "actions.ready.my.own").hasLineCount(1);
    assertThat(CommandRun.of("runner", "--config", "no-such.yaml").err()).contains("no-such.yaml does not exist").hasLineCount(1);
  }
}
