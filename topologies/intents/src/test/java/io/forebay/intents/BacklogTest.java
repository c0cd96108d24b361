package io.forebay.intents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog();

  private Optional<Long> add(String subject, long sequence) {
    IntentsFixture.scene();
    var waiting = new Backlog.Waiting(IntentsFixture.signal(subject, sequence, 0, 0, IntentsFixture.START).build(), IntentsFixture.START);
    return backlog.add(waiting).map(leftOut -> leftOut.signal().getSequence());
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
    assertThat(add("ann", 1)).isEmpty();
    assertThat(add("ben", 1)).isEmpty();
    assertThat(add("ann", 3)).contains(1L);
    assertThat(add("ann", 2)).contains(2L);

    assertThat(drained()).containsExactly("ann3", "ben1");
    assertThat(backlog.poll()).isEmpty();
  }
}
