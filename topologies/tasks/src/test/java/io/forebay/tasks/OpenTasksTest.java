package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.TaskSignal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenTasksTest {
  private static final String AGENT = "agent: a\nnodes: {ask: {action: core.echo, input: '${input}'}}";
  private static final String INPUT = "\"" + "x".repeat(5_000) + "\"";

  private final long size = started().run().memoryBytes();

  private static TestTasks started() {
    return new TestTasks((_, _) -> Optional.empty(), AGENT).begin(INPUT);
  }

  private static OpenTask task(TestTasks tasks) {
    return new OpenTask(tasks.run(), null);
  }

  @Test
  void letsTheLongestUntouchedGoFirst() {
    var open = new OpenTasks(2 * size);
    open.keep("one", task(started()));
    open.keep("two", task(started()));
    assertThat(open.find("one")).isNotNull();
    open.keep("three", task(started()));

    assertThat(open.find("two")).isNull();
    assertThat(open.find("one")).isNotNull();
    assertThat(open.find("three")).isNotNull();
  }

  @Test
  void keepsTheOnlyTaskHoweverLargeItIs() {
    var open = new OpenTasks(1);
    open.keep("one", task(started()));

    assertThat(open.find("one")).isNotNull();
  }

  @Test
  void countsATaskOnceHoweverOftenItIsKept() {
    var open = new OpenTasks(2 * size);
    open.keep("one", task(started()));
    OpenTask two = task(started());
    for (int i = 0; i < 10; i++) {
      open.keep("two", two);
    }

    assertThat(open.find("one")).isNotNull();
  }

  @Test
  void hasRoomAgainForAllThatAFinishedTaskCountedFor() {
    var open = new OpenTasks(2 * size);
    for (int i = 0; i < 10; i++) {
      TestTasks ended = started();
      open.keep("ended", task(ended));
      ended.signal(TaskSignal.CANCEL);
      ended.skip(TaskSettings.defaults().cancelPatience());
      assertThat(ended.run().isFinished()).isTrue();
      open.forget("ended");
    }
    open.keep("one", task(started()));
    open.keep("two", task(started()));

    assertThat(open.find("one")).isNotNull();
  }
}
