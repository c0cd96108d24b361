package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.RequestAction;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cancellation, and taking back what is done. */
class StopsTest {
  private static final String BOOK =
      """
      agent: book
      on-error: compensate
      nodes:
        flight: {action: core.echo, input: {flight: "${input.to}"}, compensate: {action: core.sleep, input: {undo: "${output.flight}"}}}
        hotels:
          foreach:
            in: "input.nights"
            as: night
            nodes: {hotel: {action: core.echo, input: {night: "${night}"}, compensate: {action: core.sleep, input: {undo: "${output.night}", was: "${night}"}}}}
        look: {action: core.echo, input: {}}
        pay: {action: core.fail, input: {}}
      """;

  private static AgentTest book() {
    return AgentTest.of(BOOK)
        .action("core.echo", input -> input)
        .action("core.fail", _ -> { throw new FakeFailure("NO_MONEY", "The card is empty."); });
  }

  @Test
  void takesBackWhatIsDoneTheLastFirstAndFails() {
    var story = book().action("core.sleep", Duration.ofMinutes(1), input -> input).run("{\"to\": \"Rome\", \"nights\": [1, 2]}");
    assertThat(story.fails("NO_MONEY").result().getMessage()).isEqualTo("The card is empty.");
    assertThat(story.inputs("core.sleep")).hasToString("[{\"undo\":2,\"was\":2}, {\"undo\":1,\"was\":1}, {\"undo\":\"Rome\"}]");
    assertThat(story.completed()).endsWith("hotels[1]/hotel/undo", "hotels[0]/hotel/undo", "flight/undo");
    assertThat(story.took()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void tellsWhatCouldNotBeTakenBackAndGoesOnWithTheRest() {
    var story =
        book()
            .action(
                "core.sleep",
                input -> {
                  if (input.path("undo").asText().equals("2")) {
                    throw new FakeFailure("GONE", "No such booking.");
                  }
                  return input;
                })
            .run("{\"to\": \"Rome\", \"nights\": [1, 2]}");
    assertThat(story.fails("COMPENSATION_FAILED").result().getMessage()).contains("NO_MONEY").contains("hotels[1]/hotel/undo: GONE");
    assertThat(story.completed()).endsWith("hotels[0]/hotel/undo", "flight/undo");
  }

  @Test
  void takesBackBeyondTheLimitOfSteps() {
    var story = AgentTest.of("limits: {steps: 5}\n" + BOOK)
        .action("core.echo", input -> input)
        .action("core.sleep", input -> input)
        .action("core.fail", _ -> { throw new FakeFailure("NO_MONEY", "Empty."); })
        .run("{\"to\": \"Rome\", \"nights\": [1]}");
    assertThat(story.fails("NO_MONEY").result().getSteps()).isEqualTo(7);
  }

  @Test
  void takesBackWhatStillSucceedsWhileItStops() {
    var asked = new ArrayList<RequestAction>();
    var tasks =
        new TestTasks(
                (_, request) -> {
                  asked.add(request);
                  return Optional.empty();
                },
                """
                agent: parallel
                nodes:
                  both:
                    foreach:
                      in: "[1, 2]"
                      as: n
                      nodes: {do: {action: core.echo, input: "${n}", on-error: compensate, compensate: {action: core.sleep, input: "${n}"}}}
                """)
            .begin("{}");
    tasks.answer(Results.failed(asked.get(0), io.forebay.schemas.ActionStatus.FAILED, "BAD", "Bad.", TestTasks.NOTHING, tasks.now()));
    assertThat(asked).hasSize(2);
    tasks.answer(Results.succeeded(asked.get(1), "2", TestTasks.NOTHING, tasks.now()));
    assertThat(asked).hasSize(3);
    assertThat(asked.get(2).getCapability()).isEqualTo("core.sleep");
    tasks.answer(Results.succeeded(asked.get(2), "null", TestTasks.NOTHING, tasks.now()));
    assertThat(tasks.result().getReason()).isEqualTo("BAD");
  }

  private static TestTasks sleeping(String agent, List<RequestAction> asked) {
    return new TestTasks(
            (_, request) -> {
              asked.add(request);
              return Optional.empty();
            },
            agent)
        .begin("{}");
  }

  private static final String SLEEP = "agent: s\nnodes:\n  sleep: {action: core.sleep, input: {}, retry: {attempts: 3, pause: PT1H}}\n  wait: {wait: PT1H}\n";

  @Test
  void cancelsTheActionThatRunsAndEndsWhenItHasStopped() {
    var asked = new ArrayList<RequestAction>();
    var tasks = sleeping(SLEEP, asked).signal(TaskSignal.CANCEL, null, null, null);
    assertThat(tasks.run().summary().getPhase()).isEqualTo(TaskPhase.CANCELLING);
    assertThat(tasks.effects()).filteredOn(effect -> effect instanceof Effect.Control).hasSize(1);
    tasks.skip(Duration.ofSeconds(1));
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(tasks.result().getMessage()).isEqualTo("It was cancelled by ann.");
    assertThat(tasks.story()).extracting(TaskEvent::getType).endsWith(TaskEventType.STEP_CANCELLED, TaskEventType.TASK_FINISHED);
  }

  @Test
  void waitsForWhatRunsOnlySoLong() {
    var run = TaskRun.of(sleeping(SLEEP, new ArrayList<>()).story());
    var engine = new TaskEngine(TestTasks.book(SLEEP), TaskSettings.defaults());
    var signal = new io.forebay.schemas.SignalTask("s", TestTasks.ID, TestTasks.TENANT, TaskSignal.CANCEL, null, null, null, "", "Enough.", TestTasks.START);
    engine.decide(run, new TaskCommand.Signal(signal), TestTasks.START);
    assertThat(run.wakeAt()).contains(TestTasks.START.plusSeconds(30));
    engine.decide(run, new TaskCommand.Wake(), TestTasks.START.plusSeconds(30).minusMillis(1));
    assertThat(run.isFinished()).isFalse();
    engine.decide(run, new TaskCommand.Wake(), TestTasks.START.plusSeconds(30));
    assertThat(run.result().getStatus()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(run.result().getMessage()).isEqualTo("Enough.");
  }

  @Test
  void endsAtOnceWhereNothingRuns() {
    AgentTest.of("agent: w\nnodes:\n  wait: {wait: PT1H}\n").start("{}").cancel().ends(TaskStatus.CANCELLED, "CANCELLED");
    var asked = new ArrayList<RequestAction>();
    var tasks = sleeping(SLEEP, asked);
    tasks.answer(Results.failed(asked.getFirst(), io.forebay.schemas.ActionStatus.FAILED, "BAD", "Bad.", TestTasks.NOTHING, tasks.now()));
    tasks.signal(TaskSignal.CANCEL);
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.CANCELLED);
  }

  @Test
  void canBeCancelledWhilePaused() {
    var tasks = sleeping(SLEEP, new ArrayList<>()).signal(TaskSignal.PAUSE).signal(TaskSignal.CANCEL).skip(Duration.ofSeconds(1));
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.CANCELLED);
  }
}
