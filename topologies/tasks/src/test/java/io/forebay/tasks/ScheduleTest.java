package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ScheduleOverlap;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskSchedule;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that run again and again. */
class ScheduleTest {
  private static final String WORK = "agent: work\nnodes:\n  work: {action: core.sleep, input: {}}\n";

  private static TestTasks schedule(String cron, ScheduleOverlap overlap, Duration takes) {
    return new TestTasks((_, request) -> Optional.of(TestTasks.answerIn(takes, request)), WORK)
        .begin(request -> request.setSchedule(new TaskSchedule(cron, "UTC", overlap)));
  }

  private static List<String> children(TestTasks tasks) {
    return tasks.runs().stream().map(TaskRun::taskId).filter(id -> !id.equals(TestTasks.ID)).toList();
  }

  @Test
  void runsAtItsTimesUntilItIsCancelled() {
    var tasks = schedule("0 * * * *", ScheduleOverlap.SKIP, Duration.ofMinutes(1));
    assertThat(tasks.run().summary().getPhase()).isEqualTo(TaskPhase.SCHEDULED);
    assertThat(children(tasks)).isEmpty();
    tasks.skip(Duration.ofHours(2).plusMinutes(5));
    assertThat(children(tasks)).containsExactly("t-1@2026-11-21T11:00:00Z", "t-1@2026-11-21T12:00:00Z");
    assertThat(tasks.runs()).extracting(TaskRun::isFinished).containsExactly(false, true, true);
    tasks.signal(TaskSignal.CANCEL).skip(Duration.ofHours(5));
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(children(tasks)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"SKIP, 2", "ALLOW, 4", "QUEUE, 3"})
  void heedsItsPolicyWhereRunsTakeLonger(ScheduleOverlap overlap, int runs) {
    assertThat(children(schedule("0 * * * *", overlap, Duration.ofMinutes(90)).skip(Duration.ofHours(4).plusSeconds(5)))).hasSize(runs);
  }

  @Test
  void leavesOutWhatWasMissedButTheLast() {
    var tasks = schedule("* * * * *", ScheduleOverlap.ALLOW, Duration.ZERO);
    var engine = new TaskEngine(TestTasks.book(WORK), TaskSettings.defaults());
    Decision decision = engine.decide(tasks.run(), new TaskCommand.Wake(), TestTasks.START.plus(Duration.ofMinutes(10)).plusSeconds(30));
    assertThat(decision.events()).extracting(TaskEvent::getStep).containsExactly("@2026-11-21T10:10:00Z");
  }

  @Test
  void needsOnlyItsLastRunToGoOn() {
    var tasks = schedule("0 * * * *", ScheduleOverlap.SKIP, Duration.ofMinutes(1)).skip(Duration.ofHours(100).plusMinutes(5));
    var needed = new ArrayList<>(tasks.story());
    needed.removeIf(event -> event.getSequence() > 1 && event.getSequence() < tasks.run().neededFrom());
    assertThat(needed).hasSize(3);
    TaskRun read = TaskRun.of(needed);
    assertThat(read.summary()).isEqualTo(tasks.run().summary());
    assertThat(read.wakeAt()).isEqualTo(tasks.run().wakeAt());
    assertThat(read.lastSequence()).isEqualTo(tasks.run().lastSequence());
    assertThat(read.tally().bytes()).isLessThan(2000);
  }

  @Test
  void runsNothingWhilePaused() {
    var tasks = schedule("0 * * * *", ScheduleOverlap.SKIP, Duration.ZERO).signal(TaskSignal.PAUSE).skip(Duration.ofHours(3));
    assertThat(children(tasks)).isEmpty();
    tasks.signal(TaskSignal.RESUME).skip(Duration.ofMinutes(59));
    assertThat(children(tasks)).isEmpty();
    tasks.skip(Duration.ofMinutes(1).plusSeconds(1));
    assertThat(children(tasks)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "every day", "61 * * * *", "0 0 30 2 *", "* * * * * *"})
  void refusesWhatIsNoSchedule(String cron) {
    var tasks = schedule(cron, ScheduleOverlap.SKIP, Duration.ZERO);
    assertThat(tasks.result().getReason()).isEqualTo("INVALID_SCHEDULE");
  }

  @Test
  void refusesATimeZoneThatIsNone() {
    var tasks =
        new TestTasks((_, _) -> Optional.empty(), WORK).begin(request -> request.setSchedule(new TaskSchedule("0 9 * * *", "Mars/Base", ScheduleOverlap.SKIP)));
    assertThat(tasks.result().getReason()).isEqualTo("INVALID_SCHEDULE");
    assertThat(tasks.result().getMessage()).contains("Mars/Base");
  }

  @ParameterizedTest
  @CsvSource({
    "0 9 * * 1-5, Europe/Berlin, 2026-11-21T10:00:00Z, 2026-11-23T08:00:00Z",
    "30 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-30T00:30:00Z",
    "0 0 1 1 *, UTC, 2026-11-21T10:00:00Z, 2027-01-01T00:00:00Z",
    "*/5 * * * *, UTC, 2026-11-21T10:00:00Z, 2026-11-21T10:05:00Z",
  })
  void readsCronInItsTimeZone(String cron, String zone, Instant after, Instant next) {
    assertThat(Schedule.of(new TaskSchedule(cron, zone, ScheduleOverlap.SKIP)).next(after)).contains(next);
  }
}
