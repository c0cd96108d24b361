package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TaskTextTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  @BeforeAll
  static void initialiseAvro() {
    EventSchemas.published(TaskEvent.class);
  }

  private static TaskEvent event(long sequence, long millis, TaskEventType type, String step, String data) {
    return new TaskEvent("t", "acme", sequence, AT.plusMillis(millis), type, step, data, null, null, null);
  }

  @Test
  void tellsTheStoryALineAnEventWithInnerStepsFurtherRight() {
    var story =
        List.of(
            event(1, 0, TaskEventType.TASK_STARTED, null, null),
            event(2, 5, TaskEventType.STEP_STARTED, "gather", null),
            event(3, 12, TaskEventType.STEP_STARTED, "gather[1]/fetch#2", "{\"capability\":\"http.request\",\"input\":{\"url\":\"u\"},\"actionId\":\"x\"}"),
            event(10, 61_234, TaskEventType.STEP_COMPLETED, "gather[1]/fetch#2", "{\"status\":200}"));

    assertThat(TaskText.story(story).lines())
        .containsExactly(
            "    1       0.000 s  started",
            "    2       0.005 s  ▶  gather",
            "    3       0.012 s    ▶  gather[1]/fetch#2  http.request  {\"url\":\"u\"}",
            "   10      61.234 s    ✔  gather[1]/fetch#2  {\"status\":200}");
  }

  @Test
  void letsNoStoryOfAStrangerSteerTheTerminalOrFillIt() {
    String line = TaskText.line(event(1, 0, TaskEventType.SIGNAL_RECEIVED, "a", "\u001b[2J" + "x".repeat(10_000)), AT);

    assertThat(line).doesNotContain("\u001b").hasSizeLessThan(300);
  }

  @Test
  void tellsHowATaskEndedAndWhy() {
    var result =
        TaskFinished.newBuilder()
            .setTaskId("t")
            .setTenant("acme")
            .setAgent("greet")
            .setVersion(1)
            .setStatus(TaskStatus.OVER_BUDGET)
            .setReason("TOKENS")
            .setMessage("It used too many.")
            .setSteps(1)
            .setUsage(new Usage(1_000L, 234L, 120L))
            .setLabels(Map.of())
            .setRequestedAt(AT)
            .setFinishedAt(AT.plusMillis(1_230))
            .build();

    assertThat(TaskText.ending(result)).isEqualTo("over budget TOKENS after 1 step in 1.230 s, 1,234 tokens, 0.000120 USD: It used too many.");
  }
}
