package io.forebay.runners;

import static io.forebay.runners.Actions.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.embedded.KafkaStack;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Health;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.TopicsSettings;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RunnerHeartbeat;
import io.forebay.schemas.RunnerSignal;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A runner against a real broker and registry, with a stand-in for dispatch. */
class RunnerIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static KafkaStack stack;
  private static EventSerdes serdes;
  private static final AtomicInteger COUNTER = new AtomicInteger();

  @TempDir private Path folder;
  private final List<RunnerApp> runners = new ArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private Topics topics;
  private StandInDispatch dispatch;

  @BeforeAll
  static void startStack() {
    stack = KafkaStack.forTests();
    serdes = EventSerdes.connect(stack.registryUrl(), true);
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @BeforeEach
  void startDispatch(TestInfo test) throws Exception {
    topics = StandInDispatch.create(stack.bootstrapServers(), new Topics("t" + COUNTER.incrementAndGet() + ".", 2));
    dispatch = new StandInDispatch(stack.bootstrapServers(), serdes, topics);
  }

  @AfterEach
  void stop() throws Exception {
    release.countDown();
    runners.forEach(RunnerApp::close);
    dispatch.close();
  }

  private RunnerApp runner(RunnerSettings settings, ActionHandler... handlers) {
    var kafka = ConnectionSettings.to(stack.bootstrapServers(), stack.registryUrl(), true);
    var topicSettings = new TopicsSettings(topics.prefix(), topics.partitions(), null, null);
    var config = RunnerConfig.to(kafka, topicSettings, Map.of()).with(settings.withBlobDir(folder));
    var runner = RunnerApp.start(config, List.of(handlers), Metrics.ofForebayOnly());
    runners.add(runner);
    return runner;
  }

  private RunnerApp runner(ActionHandler... handlers) {
    return runner(RunnerSettings.defaults(), handlers);
  }

  private void awaitKinds(String actionId, OutcomeKind... kinds) {
    await(actionId).atMost(SOON).untilAsserted(() -> assertThat(dispatch.kinds(actionId)).containsExactly(kinds));
  }

  @Test
  void answersAnActionWithOneOutcomeWhereItsDispatchListens() {
    RunnerApp runner = runner(new EchoHandler());
    dispatch.makeReady(ready("a", "core.echo", "{\"x\": [1, 2.50]}").build(), new RecordHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(StandardCharsets.UTF_8)));
    awaitKinds("a", OutcomeKind.SUCCEEDED);
    ActionOutcome outcome = dispatch.outcomes("a").getFirst();
    assertThat(outcome.getOutput()).isEqualTo("{\"x\":[1,2.50]}");
    assertThat(outcome.getRunner()).isEqualTo(runner.id());
    var record = dispatch.records().getFirst();
    assertThat(record.partition()).isEqualTo(1);
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("acme/core.echo");
    assertThat(new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8)).startsWith("00-0af7651916cd43dd8448eb211c80319c-");
  }

  @Test
  void runsAThousandActionsAtOnce() {
    var all = new CountDownLatch(1000);
    runner(
        TestHandler.doing(
            call -> {
              all.countDown();
              all.await();
              return TestHandler.DONE;
            }));
    for (int i = 0; i < 1000; i++) {
      dispatch.makeReady(ready("a" + i, "core.sleep", "{}").build());
    }
    await().atMost(SOON).until(() -> dispatch.heardCount() == 1000);
    assertThat(dispatch.kinds("a0")).containsExactly(OutcomeKind.SUCCEEDED);
  }

  @Test
  void anActionThatTakesHoursHoldsUpNobody() {
    runner(
        new EchoHandler(),
        TestHandler.doing(
            call -> {
              release.await();
              return TestHandler.DONE;
            }));
    dispatch.makeReady(ready("long", "core.sleep", "{}").setLeaseMs(1_000).build());
    for (int i = 0; i < 5_000; i++) {
      dispatch.makeReady(ready("short" + i, "core.echo", "{}").build());
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(dispatch.kinds("short4999")).containsExactly(OutcomeKind.SUCCEEDED));
    await().atMost(SOON).untilAsserted(() -> assertThat(dispatch.kinds("long")).contains(OutcomeKind.PROGRESS).doesNotContain(OutcomeKind.SUCCEEDED));
    release.countDown();
    await().atMost(SOON).untilAsserted(() -> assertThat(dispatch.kinds("long")).endsWith(OutcomeKind.SUCCEEDED));
  }

  @Test
  void worksOnNoMoreThanItMay() {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var together = new CountDownLatch(1);
    runner(
        RunnerSettings.defaults().withMaxInFlight(3),
        TestHandler.doing(
            call -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              boolean _ = together.await(1, TimeUnit.MILLISECONDS);
              now.decrementAndGet();
              return TestHandler.DONE;
            }));
    for (int i = 0; i < 200; i++) {
      dispatch.makeReady(ready("a" + i, "core.sleep", "{}").build());
    }
    await().atMost(SOON).until(() -> dispatch.heardCount() == 200);
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void cancelReachesTheHandlerAndFreesItsSlot() {
    RunnerApp runner = runner(RunnerSettings.defaults().withMaxInFlight(1), new SleepHandler());
    dispatch.makeReady(ready("a", "core.sleep", "{\"ms\": 3600000}").build());
    await().atMost(SOON).until(() -> runner.inFlight() == 1);
    dispatch.signal("a", 1, "", RunnerSignal.CANCEL);
    awaitKinds("a", OutcomeKind.CANCELLED);
    dispatch.makeReady(ready("b", "core.sleep", "{\"ms\": 0}").build());
    awaitKinds("b", OutcomeKind.SUCCEEDED);
  }

  @Test
  void startsNothingThatWasCancelledOnItsWay() {
    runner(new EchoHandler());
    dispatch.signal("a", 1, "", RunnerSignal.CANCEL);
    dispatch.signal("never-claimed", 1, "", RunnerSignal.CANCEL);
    dispatch.makeReady(ready("first", "core.echo", "{}").setRepeatability(Repeatability.ONCE).build());
    awaitKinds("first", OutcomeKind.CLAIMED, OutcomeKind.SUCCEEDED); // Signals are heard in order, so the cancels were too.
    dispatch.makeReady(ready("a", "core.echo", "{}").build());
    awaitKinds("a", OutcomeKind.CANCELLED);
  }

  @Test
  void startsAOnceActionOnlyWhenItIsGranted() {
    var started = new AtomicInteger();
    dispatch.answerClaims(claim -> claim.getActionId().equals("denied") ? RunnerSignal.DENY : RunnerSignal.GRANT);
    runner(
        TestHandler.doing(
            call -> {
              started.incrementAndGet();
              return TestHandler.DONE;
            }));
    dispatch.makeReady(ready("denied", "core.sleep", "{}").setRepeatability(Repeatability.ONCE).build());
    dispatch.makeReady(ready("granted", "core.sleep", "{}").setRepeatability(Repeatability.ONCE).build());
    awaitKinds("granted", OutcomeKind.CLAIMED, OutcomeKind.SUCCEEDED);
    awaitKinds("denied", OutcomeKind.CLAIMED);
    assertThat(started).hasValue(1);
  }

  @Test
  void asksBeforeItStartsWhatAnotherRunnerHasHad() {
    configureGroup("share.auto.offset.reset", "earliest");
    dispatch.makeReady(ready("a", "core.echo", "{}").build());
    try (KafkaShareConsumer<byte[], byte[]> vanishing = rival()) {
      vanishing.subscribe(List.of(topics.actionsReady("core.echo").name()));
      await().atMost(SOON).until(() -> !vanishing.poll(Duration.ofMillis(200)).isEmpty());
    }
    runner(new EchoHandler());
    awaitKinds("a", OutcomeKind.CLAIMED, OutcomeKind.SUCCEEDED);
  }

  @Test
  void renewsTheLockOfWhatItHolds() {
    configureGroup("share.record.lock.duration.ms", "15000");
    configureGroup("share.auto.offset.reset", "earliest");
    RunnerApp runner =
        runner(
            RunnerSettings.defaults().withHold(Duration.ofHours(1)),
            TestHandler.doing(
                call -> {
                  release.await();
                  return TestHandler.DONE;
                }));
    dispatch.makeReady(ready("a", "core.sleep", "{}").setLeaseMs(3_600_000).build());
    await().atMost(SOON).until(() -> runner.inFlight() == 1);
    try (KafkaShareConsumer<byte[], byte[]> rival = rival()) {
      rival.subscribe(List.of(topics.actionsReady("core.sleep").name()));
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (System.nanoTime() - end < 0) {
        ConsumerRecords<byte[], byte[]> lost = rival.poll(Duration.ofMillis(500));
        assertThat(lost.count()).isZero();
      }
      release.countDown();
      awaitKinds("a", OutcomeKind.SUCCEEDED);
    }
  }

  @Test
  void waitsForWhatRunsWhenItStops() throws Exception {
    var started = new CountDownLatch(1);
    RunnerApp runner =
        runner(
            TestHandler.doing(
                call -> {
                  started.countDown();
                  release.await();
                  return TestHandler.DONE;
                }));
    dispatch.makeReady(ready("a", "core.sleep", "{}").build());
    started.await();
    Thread closing = Thread.ofVirtual().start(runner::close);
    await().atMost(SOON).until(() -> dispatch.heartbeats(runner.id()).stream().anyMatch(RunnerHeartbeat::getStopping));
    assertThat(runner.health().check().status()).isEqualTo(Health.Status.DOWN);
    assertThat(dispatch.kinds("a")).isEmpty();
    release.countDown();
    closing.join();
    awaitKinds("a", OutcomeKind.SUCCEEDED);
  }

  @Test
  void interruptsWhatStillRunsWhenItsPatienceEnds() throws Exception {
    var started = new CountDownLatch(1);
    RunnerApp runner =
        runner(
            RunnerSettings.defaults().withDrainTimeout(Duration.ZERO),
            TestHandler.doing(
                call -> {
                  started.countDown();
                  release.await();
                  return TestHandler.DONE;
                }));
    dispatch.makeReady(ready("a", "core.sleep", "{}").build());
    started.await();
    runner.close();
    awaitKinds("a", OutcomeKind.FAILED);
    assertThat(dispatch.outcomes("a").getFirst().getError().getCode()).isEqualTo("RUNNER_STOPPED");
    assertThat(dispatch.outcomes("a").getFirst().getError().getRetryable()).isTrue();
  }

  @Test
  void givesBackWhatItNeverStartedWhenItStops() throws Exception {
    var started = new CompletableFuture<String>();
    RunnerApp runner = runner(RunnerSettings.defaults().withMaxInFlight(1).withDrainTimeout(Duration.ZERO), blocking(started));
    dispatch.makeTogether(ready("a", "core.sleep", "{}").build(), ready("b", "core.sleep", "{}").build());
    String waiting = started.get().equals("a") ? "b" : "a";
    await().atMost(SOON).until(() -> runner.inFlight() == 2);
    runner.close();
    awaitKinds(waiting, OutcomeKind.RELEASED);
    runner(TestHandler.doing(_ -> TestHandler.DONE));
    awaitKinds(waiting, OutcomeKind.RELEASED, OutcomeKind.CLAIMED, OutcomeKind.SUCCEEDED);
  }

  @Test
  void leavesWhatFindsNoSlotToARunnerThatHasOne() throws Exception {
    var started = new CompletableFuture<String>();
    RunnerApp busy = runner(RunnerSettings.defaults().withMaxInFlight(1), blocking(started));
    dispatch.makeTogether(
        ready("a", "core.sleep", "{}").setLeaseMs(3_000).build(), ready("b", "core.sleep", "{}").setLeaseMs(3_000).build());
    String waiting = started.get().equals("a") ? "b" : "a";
    await().atMost(SOON).until(() -> busy.inFlight() == 2);
    RunnerApp idle = runner(TestHandler.doing(_ -> TestHandler.DONE));
    awaitKinds(waiting, OutcomeKind.RELEASED, OutcomeKind.CLAIMED, OutcomeKind.SUCCEEDED);
    assertThat(dispatch.outcomes(waiting).getLast().getRunner()).isEqualTo(idle.id());
    idle.close();
    release.countDown();
    dispatch.makeReady(ready("c", "core.sleep", "{}").build());
    awaitKinds("c", OutcomeKind.SUCCEEDED);
    assertThat(dispatch.outcomes("c").getLast().getRunner()).isEqualTo(busy.id());
  }

  /** A handler that ends when the test does, and tells which action it began with. */
  private ActionHandler blocking(CompletableFuture<String> started) {
    return TestHandler.doing(
        call -> {
          started.complete(call.actionId());
          release.await();
          return TestHandler.DONE;
        });
  }

  @Test
  void putsAsideWhatNobodyCanReadAndGoesOn() {
    runner(new EchoHandler());
    String topic = topics.actionsReady("core.echo").name();
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    dispatch.send(new ProducerRecord<>(topic, 0, garbage, garbage));
    dispatch.send(new ProducerRecord<>(topic, 0, garbage, null));
    dispatch.makeReady(ready("wrong", "core.sleep", "{}").build(), topic);
    for (int i = 0; i < 8; i++) {
      dispatch.makeReady(ready("a" + i, "core.echo", "{}").build());
    }
    for (int i = 0; i < 8; i++) {
      awaitKinds("a" + i, OutcomeKind.SUCCEEDED);
    }
    await().atMost(SOON).until(() -> dispatch.deadLetters().size() == 3);
    assertThat(dispatch.deadLetters())
        .extracting(letter -> new String(letter.headers().lastHeader("error-code").value(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder("UNREADABLE_RECORD", "INVALID_EVENT", "INVALID_EVENT");
    assertThat(dispatch.deadLetters()).anySatisfy(letter -> assertThat(letter.value()).isEqualTo(garbage));
  }

  @Test
  void reportsAHandlerThatDoesNotEndAndGoesOnWithoutItsSlot() {
    RunnerApp runner =
        runner(
            RunnerSettings.defaults().withStopTimeout(Duration.ofMillis(100)),
            TestHandler.doing(
                call -> {
                  while (release.getCount() > 0) {
                    try {
                      release.await();
                    } catch (InterruptedException _) {
                      // Does not end: that is what this one is for.
                    }
                  }
                  return TestHandler.DONE;
                }),
            new EchoHandler());
    dispatch.makeReady(ready("a", "core.sleep", "{}").setAttemptTimeoutMs(100).build());
    awaitKinds("a", OutcomeKind.FAILED);
    assertThat(dispatch.outcomes("a").getFirst().getError().getCode()).isEqualTo("ATTEMPT_TIMEOUT");
    await().atMost(SOON).until(() -> dispatch.errors().size() == 1);
    assertThat(dispatch.errors().getFirst().getCode()).isEqualTo("HANDLER_STUCK");
    await().atMost(SOON).until(() -> dispatch.heartbeats(runner.id()).stream().anyMatch(beat -> beat.getStuck() == 1));
    dispatch.makeReady(ready("b", "core.echo", "{}").build());
    awaitKinds("b", OutcomeKind.SUCCEEDED);
    release.countDown();
    await().atMost(SOON).until(() -> runner.stuck() == 0);
    assertThat(dispatch.kinds("a")).containsExactly(OutcomeKind.FAILED);
  }

  @Test
  void saysEverySecondThatItIsThere() {
    RunnerApp runner = runner(new EchoHandler(), new FailHandler());
    await().atMost(SOON).until(() -> dispatch.heartbeats(runner.id()).size() >= 2);
    RunnerHeartbeat beat = dispatch.heartbeats(runner.id()).getFirst();
    assertThat(beat.getCapabilities()).containsExactly("core.echo", "core.fail");
    assertThat(beat.getInFlightMax()).isEqualTo(1024);
    assertThat(beat.getStopping()).isFalse();
    runner.close();
    await().atMost(SOON).until(() -> dispatch.heartbeats(runner.id()).getLast().getStopping());
  }

  private KafkaShareConsumer<byte[], byte[]> rival() {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", stack.bootstrapServers(),
            "group.id", topics.runnersApplication(),
            "share.acknowledgement.mode", "explicit");
    return new KafkaShareConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void configureGroup(String name, String value) {
    var resource = new ConfigResource(ConfigResource.Type.GROUP, topics.runnersApplication());
    var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) stack.bootstrapServers()))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().toCompletionStage().toCompletableFuture().join();
    }
  }
}
