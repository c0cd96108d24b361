package io.forebay.tasks;

import static io.forebay.tasks.TasksFixture.request;
import static io.forebay.tasks.TasksFixture.taskOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.QueryTasks;
import io.forebay.schemas.ScheduleOverlap;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskQuery;
import io.forebay.schemas.TaskSchedule;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksTopologyTest {
  private static final String HERE = taskOn(0);
  private static final String ELSEWHERE = taskOn(1);
  private static final String ECHO =
      """
      agent: echo
      nodes:
        first: {action: core.echo, input: {text: "${input.text}"}}
        second: {action: core.echo, input: {text: "${first.text}"}, repeatability: ONCE}
      """;
  private static final String WAIT = "agent: waits\nnodes:\n  pause: {wait: PT30M}\n";

  private TasksFixture given;

  @BeforeEach
  void open(@TempDir Path folder) {
    given = new TasksFixture(folder);
    given.applies("echo", 1, ECHO);
    given.applies("waits", 1, WAIT);
  }

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void hasTheShapeThatIsReviewed() throws IOException {
    try (var golden = getClass().getResourceAsStream("/topology.golden.txt")) {
      assertThat(TasksFixture.topology().describe().toString())
          .as("src/test/resources/topology.golden.txt; a change needs a line on how state migrates")
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void runsATaskStepByStepToOneResult() {
    var headers = new RecordHeaders().add("traceparent", "00-1-2-03".getBytes(StandardCharsets.UTF_8));
    given.asks(request(HERE, "echo").setInput("{\"text\":\"hello\"}"), headers);
    var first = given.requests();
    assertThat(first).singleElement().satisfies(request -> assertThat(request.headers().lastHeader("traceparent").value()).isEqualTo("00-1-2-03".getBytes(StandardCharsets.UTF_8)));
    assertThat(first.getFirst().value().getInput()).isEqualTo("{\"text\":\"hello\"}");
    given.answers(first.getFirst().value(), "{\"text\":\"hello\"}");
    var second = given.requestsOnce();
    assertThat(second).singleElement().satisfies(request -> assertThat(request.key()).isEqualTo("acme/core.echo"));
    given.answers(second.getFirst().value(), "{\"text\":\"bye\"}");

    assertThat(given.results())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.key()).isEqualTo(HERE);
              assertThat(result.value().getStatus()).isEqualTo(TaskStatus.COMPLETED);
              assertThat(result.value().getOutput()).isEqualTo("{\"text\":\"bye\"}");
            });
    assertThat(given.events()).extracting(TaskEvent::getSequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void theSameIdTwiceIsOneTask() {
    given.asks(request(HERE, "echo"));
    given.asks(request(HERE, "echo"));
    given.answers(given.requests().getFirst().value(), "{\"text\":\"hello\"}");
    given.answers(given.requestsOnce().getFirst().value(), "{}");
    given.asks(request(HERE, "echo"));

    assertThat(given.results()).hasSize(1);
    assertThat(given.requests()).isEmpty();
  }

  @Test
  void aTaskOfAnotherPartitionGoesThere() {
    given.asks(request(ELSEWHERE, "echo"));

    // The driver has one partition of everything, so that what goes there arrives here.
    assertThat(given.requests()).singleElement().satisfies(request -> assertThat(request.value().getReplyKey()).isEqualTo(ELSEWHERE));
  }

  @Test
  void wakesATaskAtItsTimeAndForgetsItAfterTheRetention() {
    given.asks(request(HERE, "waits"));
    given.waits(Duration.ofMinutes(29));
    assertThat(given.results()).isEmpty();
    given.waits(Duration.ofMinutes(1).plusMillis(100));
    assertThat(given.results()).singleElement().satisfies(result -> assertThat(result.value().getStatus()).isEqualTo(TaskStatus.COMPLETED));
    assertThat(given.entries("heads")).isEqualTo(1);

    given.waits(TasksFixture.RETENTION.plusMillis(100));
    assertThat(given.entries("heads") + given.entries("stories") + given.entries("timers")).isZero();
  }

  @Test
  void keepsOfAScheduleOnlyWhatItNeedsToGoOn() {
    given.applies("done", 1, "agent: done\nnodes:\n  done: {end: {output: {text: done}}}\n");
    given.asks(request(HERE, "done").setSchedule(new TaskSchedule("* * * * *", "UTC", ScheduleOverlap.SKIP)));
    for (int minute = 0; minute < 30; minute++) {
      given.waits(Duration.ofMinutes(1));
    }

    assertThat(given.results()).hasSizeGreaterThan(25);
    assertThat(given.asked(QueryTasks.newBuilder().setKind(TaskQuery.HISTORY).setTaskId(HERE)).getEvents()).hasSizeBetween(2, 4);
    given.waits(Duration.ofMinutes(1));
    assertThat(given.results()).hasSize(1);
  }

  @Test
  void refusesWhatTheContractForbidsAndSignalsForNobody() {
    given.asks(request("no spaces", "echo"));
    given.asks(request(HERE, "echo").setPriority(10));
    given.asks(request(HERE, "echo").setTenant("Acme"));
    given.signals(taskOn(0), TaskSignal.CANCEL);

    assertThat(given.deadLetters()).isEqualTo(4);
    assertThat(given.events()).isEmpty();
  }

  @Test
  void answersWhatItKnows() {
    given.asks(request(HERE, "waits").setLabels(Map.of("team", "red")));

    var list = given.asked(QueryTasks.newBuilder().setKind(TaskQuery.LIST).setAgent("waits").setLabels(Map.of("team", "red")));
    assertThat(list.getTasks()).singleElement().satisfies(task -> assertThat(task.getPhase()).isEqualTo(TaskPhase.WAITING));
    assertThat(given.asked(QueryTasks.newBuilder().setKind(TaskQuery.LIST).setLabels(Map.of("team", "blue"))).getTasks()).isEmpty();
    assertThat(given.asked(QueryTasks.newBuilder().setKind(TaskQuery.GET).setTaskId(HERE)).getTasks()).hasSize(1);
    assertThat(given.asked(QueryTasks.newBuilder().setKind(TaskQuery.GET).setTaskId("other")).getTasks()).isEmpty();
    assertThat(given.asked(QueryTasks.newBuilder().setKind(TaskQuery.HISTORY).setTaskId(HERE)).getEvents()).hasSize(2);
    assertThat(given.asked(QueryTasks.newBuilder().setKind(TaskQuery.HISTORY).setTaskId(HERE).setAfterSequence(1)).getEvents()).hasSize(1);
    assertThat(given.asked(QueryTasks.newBuilder().setKind(TaskQuery.AGENT).setAgent("echo").setVersion(1)).getKnown()).isTrue();
    assertThat(given.asked(QueryTasks.newBuilder().setKind(TaskQuery.AGENT).setAgent("echo").setVersion(2)).getKnown()).isFalse();
  }
}
