package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.Agent;
import io.forebay.agents.AgentLimits;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for any agent, whatever happens outside: answers that are late, twice, wrong or never there, signals at any time. */
class TaskPropertiesTest {
  private static final int TRIES = 100;

  private static final TaskSettings SETTINGS =
      new TaskSettings(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(30), 1000, 1, Map.of());

  private interface Observer {
    void told(String taskId, TaskCommand command, Decision decision);
  }

  /** The world of a random agent, where anything may happen; every state is held against its story. */
  private static final class Chaos implements FakeWorld.Answers {
    private final Random random;
    private final Map<String, Agent> agents;
    private final FakeWorld world;
    private final Map<String, Long> seen = new HashMap<>();
    private Observer observer = (_, _, _) -> {};

    Chaos(long seed) {
      random = new Random(seed);
      agents = new RandomAgents(seed).agents();
      world = new FakeWorld(agents, SETTINGS, this, TestTasks.START);
      world.tell(TestTasks.ID, new TaskCommand.Begin(TestTasks.request("a", "{}"), null, 0));
    }

    @Override
    public Optional<FakeWorld.Answer> answer(TaskRun run, RequestAction request) {
      if (random.nextInt(10) == 0) {
        return Optional.empty();
      }
      ActionFinished result = result(request);
      if (random.nextInt(5) == 0) {
        world.tellIn(duration(), run.taskId(), new TaskCommand.Finished(result));
      }
      return Optional.of(new FakeWorld.Answer(result, duration()));
    }

    @Override
    public void told(String taskId, TaskCommand command, Decision decision) {
      observer.told(taskId, command, decision);
    }

    TaskEngine engine() {
      return new TaskEngine(new Agents(agents), SETTINGS);
    }

    private ActionFinished result(RequestAction request) {
      Usage usage = new Usage((long) random.nextInt(10), (long) random.nextInt(10), 0L);
      if (random.nextInt(8) == 0) {
        var status = List.of(ActionStatus.FAILED, ActionStatus.EXPIRED, ActionStatus.CANCELLED, ActionStatus.REFUSED).get(random.nextInt(4));
        return Results.failed(request, status, random.nextInt(10) == 0 ? "OVER_BUDGET" : "BAD", "Bad.", usage, TestTasks.START);
      }
      boolean isModel = request.getCapability().equals(StepKinds.CHAT);
      String output = isModel ? modelAnswer() : random.nextInt(20) == 0 ? "{" : "\"" + "x".repeat(random.nextInt(2000)) + "\"";
      return Results.succeeded(request, output, usage, TestTasks.START);
    }

    private String modelAnswer() {
      ObjectNode answer = Json.object().put("text", "hm").put("finishReason", "stop").put("model", "m");
      ArrayNode calls = answer.putArray("toolCalls");
      for (int i = random.nextInt(4); i > 0; i--) {
        calls.addObject().put("id", "c" + i).put("name", List.of("act", "ask", "rm -rf").get(random.nextInt(3))).putObject("arguments");
      }
      if (random.nextInt(10) > 0) {
        answer.putObject("context").put("uri", "memory:1");
      }
      return Json.text(answer);
    }

    private Duration duration() {
      return Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 1_000_000 : 2_000));
    }

    private void signalSometimes(int number) {
      if (random.nextInt(25) > 0) {
        return;
      }
      TaskRun run = world.runs().get(random.nextInt(world.runs().size()));
      TaskSignal signal = List.of(TaskSignal.values()).get(random.nextInt(6));
      String id = "s" + random.nextInt(number + 1);
      var sent = new SignalTask(id, run.taskId(), TestTasks.TENANT, signal, signal == TaskSignal.MESSAGE ? "m" : null, "1", "boss", "", null, world.now());
      world.tell(run.taskId(), new TaskCommand.Signal(sent));
    }

    /** Tasks in which something has happened since this was asked last. */
    List<TaskRun> changed() {
      return world.runs().stream().filter(run -> !Objects.equals(seen.put(run.taskId(), run.lastSequence()), run.lastSequence())).toList();
    }

    /** Lets everything happen; each step is followed by the check. */
    void run(Runnable check) {
      for (int i = 0; i < 20_000 && world.step(TestTasks.START.plus(Duration.ofDays(30))); i++) {
        check.run();
        signalSometimes(i);
      }
    }
  }

  @Property(tries = TRIES)
  void everyTaskEndsOnceAndWithinItsLimits(@ForAll long seed) {
    var chaos = new Chaos(seed);
    chaos.run(() -> {});
    for (TaskRun run : chaos.world.runs()) {
      assertThat(run.isFinished()).as(run.taskId()).isTrue();
      List<TaskEvent> story = chaos.world.story(run.taskId());
      assertThat(story.stream().filter(event -> event.getType() == TaskEventType.TASK_FINISHED)).hasSize(1);
      assertThat(story.getLast().getType()).isEqualTo(TaskEventType.TASK_FINISHED);
      AgentLimits limits = run.start().limits();
      long started = story.stream().filter(event -> event.getType() == TaskEventType.STEP_STARTED && !event.getStep().endsWith("/undo")).count();
      assertThat(started).isLessThanOrEqualTo(limits.steps());
      assertThat(run.tally().bytes()).isLessThanOrEqualTo(limits.historyBytes());
      assertThat(run.result().getFinishedAt()).isBeforeOrEqualTo(run.expiresAt().orElseThrow());
    }
  }

  @Property(tries = TRIES)
  void aStoryRebuildsTheState(@ForAll long seed) {
    var chaos = new Chaos(seed);
    chaos.run(
        () -> {
          for (TaskRun run : chaos.changed()) {
            TaskRun read = TaskRun.of(chaos.world.story(run.taskId()));
            assertThat(read.summary()).isEqualTo(run.summary());
            assertThat(read.lastSequence()).isEqualTo(run.lastSequence());
            assertThat(read.tally().bytes()).isEqualTo(run.tally().bytes());
            assertThat(read.memoryBytes()).isEqualTo(run.memoryBytes());
          }
        });
  }

  @Property(tries = TRIES)
  void stateThatIsReadAnewDecidesTheSame(@ForAll long seed) {
    var chaos = new Chaos(seed);
    chaos.observer =
        (taskId, command, decision) -> {
          List<TaskEvent> story = chaos.world.story(taskId);
          TaskRun before = TaskRun.of(story.subList(0, story.size() - decision.events().size()));
          Decision again = chaos.engine().decide(before, command, chaos.world.now());
          assertThat(again.events()).isEqualTo(decision.events());
          if (!(command instanceof TaskCommand.Wake)) {
            // When it was asked again last is the one thing that no event tells.
            assertThat(again.effects()).isEqualTo(decision.effects());
          }
        };
    chaos.run(() -> {});
  }

  @Property(tries = TRIES)
  void aDecisionThatIsCutOffIsDecidedToTheEnd(@ForAll long seed) {
    var chaos = new Chaos(seed);
    chaos.run(() -> {});
    for (TaskRun run : chaos.world.runs()) {
      List<TaskEvent> story = chaos.world.story(run.taskId());
      for (int length = 1; length < story.size(); length++) {
        TaskRun cut = TaskRun.of(story.subList(0, length));
        chaos.engine().decide(cut, new TaskCommand.Wake(), cut.summary().getUpdatedAt());
        assertThat(cut.isFinished() || cut.wakeAt().isPresent()).as(() -> cut.summary().toString()).isTrue();
      }
    }
  }

  @Property(tries = TRIES)
  void aTaskCanBeForkedAtAnyEvent(@ForAll long seed) {
    var chaos = new Chaos(seed);
    chaos.run(() -> {});
    List<TaskEvent> story = chaos.world.story(TestTasks.ID);
    for (int length = 1; length <= story.size(); length++) {
      RunTask fork = TestTasks.request("a", "{}");
      fork.setTaskId("fork");
      fork.setParent(TestTasks.ID);
      fork.setHistory(story.subList(0, length));
      Decision decision = chaos.engine().decide(null, new TaskCommand.Begin(fork, null, 0), chaos.world.now());
      assertThat(decision.events()).extracting(TaskEvent::getReason).doesNotContain("INVALID_HISTORY");
      assertThat(decision.events()).extracting(TaskEvent::getSequence).isEqualTo(LongStream.rangeClosed(1, decision.events().size()).boxed().toList());
    }
  }

  @Property(tries = TRIES)
  void aWakeInTimeLeavesNothingDue(@ForAll long seed) {
    var chaos = new Chaos(seed);
    chaos.run(() -> chaos.changed().forEach(run -> assertNothingIsDue(chaos, run)));
  }

  private static void assertNothingIsDue(Chaos chaos, TaskRun run) {
    TaskEngine engine = chaos.engine();
    TaskRun read = TaskRun.of(chaos.world.story(run.taskId()));
    engine.decide(read, new TaskCommand.Wake(), chaos.world.now());
    assertThat(read.wakeAt().filter(at -> !at.isAfter(chaos.world.now()))).as(() -> read.summary().toString()).isEmpty();
    assertThat(engine.decide(read, new TaskCommand.Wake(), chaos.world.now())).isEqualTo(new Decision(read, List.of(), List.of()));
  }

  private record Agents(Map<String, Agent> agents) implements AgentBook {
    @Override
    public Optional<Agent> find(String name, int version) {
      return Optional.ofNullable(agents.get(name));
    }

    @Override
    public OptionalInt newest(String name) {
      return OptionalInt.of(1);
    }
  }
}
