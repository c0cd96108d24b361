package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.TaskEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskStoriesTest {
  private final AgentStory told =
      AgentTest.of(
              """
              agent: story
              nodes:
                gather: {foreach: {in: input, as: item, nodes: {work: {action: core.echo, input: {text: "${item}"}}}}}
                rest: {wait: PT1H}
              """)
          .action("core.echo", input -> Map.of("text", input.get("text")))
          .run("[\"a\", \"b\"]")
          .completes();

  @Test
  void rebuildsTheResultOfATask() {
    assertThat(TaskStories.rebuild(told.events()).getResult()).isEqualTo(told.result());
  }

  @Test
  void rebuildsATaskThatHasNotEnded() {
    List<TaskEvent> begun = told.events().subList(0, 2);

    assertThat(TaskStories.rebuild(begun).getResult()).isNull();
  }

  @Test
  void refusesAStoryThatLacksAnEvent() {
    var story = new ArrayList<>(told.events());
    story.remove(1);

    assertThatThrownBy(() -> TaskStories.rebuild(story)).hasMessage("Task test must go on with its event 2, got event 3 of task test.");
  }

  @Test
  void refusesAStoryThatTellsAnEventTwice() {
    var story = new ArrayList<>(told.events());
    story.add(1, story.getFirst());

    assertThatThrownBy(() -> TaskStories.rebuild(story)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesNoStoryAtAll() {
    assertThatThrownBy(() -> TaskStories.rebuild(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
