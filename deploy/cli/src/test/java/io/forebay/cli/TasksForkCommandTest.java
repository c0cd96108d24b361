package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskSummary;
import io.forebay.schemas.Usage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TasksForkCommandTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  @BeforeAll
  static void initialiseAvro() {
    EventSchemas.published(RunTask.class);
  }

  private static TaskEvent event(long sequence, TaskEventType type, String step, String data) {
    return new TaskEvent("origin", "acme", sequence, AT, type, step, data, null, null, null);
  }

  private static TaskSummary task() {
    return TaskSummary.newBuilder()
        .setTaskId("origin")
        .setTenant("acme")
        .setAgent("greet")
        .setVersion(3)
        .setPhase(TaskPhase.WAITING)
        .setSteps(2)
        .setUsage(new Usage(0L, 0L, 0L))
        .setBytes(100L)
        .setLabels(Map.of("team", "red"))
        .setRequestedAt(AT)
        .setUpdatedAt(AT)
        .build();
  }

  private static RunTask fork(String start, List<TaskEvent> history) {
    return TasksForkCommand.request(task(), event(1, TaskEventType.TASK_STARTED, null, start), history, "new");
  }

  @Test
  void keepsWhatHappenedBeforeThatVisitOfTheStep() {
    var started = event(1, TaskEventType.TASK_STARTED, null, "{}");
    var first = event(2, TaskEventType.STEP_STARTED, "plan", "{}");
    var completed = event(3, TaskEventType.STEP_COMPLETED, "plan", "{}");
    var second = event(4, TaskEventType.STEP_STARTED, "plan#2", "{}");
    var story = List.of(started, first, completed, second);

    assertThat(TasksForkCommand.before(story, "plan")).containsExactly(started);
    assertThat(TasksForkCommand.before(story, "plan#2")).containsExactly(started, first, completed);
    assertThatThrownBy(() -> TasksForkCommand.before(story, "plan#3")).isInstanceOf(CommandFailedException.class).hasMessageContaining("never began a step plan#3");
  }

  @Test
  void asksForTheSameWithinTheSameLimits() {
    var request = fork("{\"input\":{\"a\":1},\"priority\":8,\"limits\":{\"tokens\":500,\"costMicroUsd\":70}}", List.of());

    assertThat(request.getInput()).isEqualTo("{\"a\":1}");
    assertThat(request.getPriority()).isEqualTo(8);
    assertThat(request.getTokensMax()).isEqualTo(500);
    assertThat(request.getCostMicroUsdMax()).isEqualTo(70);
    assertThat(request.getParent()).isEqualTo("origin");
    assertThat(request.getVersion()).isEqualTo(3);
    assertThat(request.getLabels()).isEqualTo(Map.of("team", "red"));
    var usual = fork("{\"input\":null}", List.of());
    assertThat(usual.getPriority()).isEqualTo(5);
    assertThat(usual.getTokensMax()).isNull();
    assertThat(usual.getCostMicroUsdMax()).isNull();
  }

  @Test
  void setsValuesUnderAnyName() {
    assertThat(TasksForkCommand.set(task(), "a\"b\n", "[1]").getData()).isEqualTo("{\"name\":\"a\\\"b\\n\",\"value\":[1]}");
  }

  @Test
  void refusesWhatNoRecordHoldsByItsBytesAndNotItsCharacters() throws IOException {
    int rest = fork("{\"input\":\"\"}", List.of()).toByteBuffer().remaining();
    int fits = TasksForkCommand.BYTES_MAX - rest - 2; // a longer length takes two bytes more
    String input = "x".repeat(fits);

    assertThat(fork("{\"input\":\"" + input + "\"}", List.of()).toByteBuffer().remaining()).isEqualTo(TasksForkCommand.BYTES_MAX);
    assertThatCode(() -> TasksForkCommand.requireFits(fork("{\"input\":\"" + input + "\"}", List.of()), "plan")).doesNotThrowAnyException();
    assertThatThrownBy(() -> TasksForkCommand.requireFits(fork("{\"input\":\"" + input + "x\"}", List.of()), "plan"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("did before plan has 921601 bytes");
    var threeBytesEach = List.of(event(2, TaskEventType.STEP_COMPLETED, "plan", "\"" + "漢".repeat(400 << 10) + "\""));
    assertThatThrownBy(() -> TasksForkCommand.requireFits(fork("{\"input\":1}", threeBytesEach), "plan")).isInstanceOf(CommandFailedException.class);
  }
}
