package io.forebay.intents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog();

  private boolean add(String subject, long sequence) {
    IntentsFixture.scene();
    return backlog.add(new Backlog.Waiting(IntentsFixture.signal(subject, sequence, 0, 0, IntentsFixture.START).build(), IntentsFixture.START));
  }

  private List<String> drained() {
    var drained = new ArrayList<String>();
    while (!backlog.isEmpty()) {
      backlog.poll().ifPresent(waiting -> drained.add(waiting.signal().getSubject() + waiting.signal().getSequence()));
    }
    return drained;
  }

  @Test
  void keepsTheNewestOfEachInTheOrderInWhichTheyCame() {
    assertThat(add("ann", 1)).isFalse();
    assertThat(add("ben", 1)).isFalse();
    assertThat(add("ann", 3)).isTrue();
    assertThat(add("ann", 2)).isTrue();

    assertThat(drained()).containsExactly("ann3", "ben1");
    assertThat(backlog.poll()).isEmpty();
  }
}
