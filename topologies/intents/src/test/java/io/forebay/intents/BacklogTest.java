package io.forebay.intents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog();

  private long add(String subject, long sequence) {
    IntentsFixture.scene();
    var waiting = new Backlog.Waiting(IntentsFixture.signal(subject, sequence, 0, 0, IntentsFixture.START).build(), IntentsFixture.START);
    return backlog.add(waiting).signal().getSequence();
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
    assertThat(add("ann", 1)).isEqualTo(1);
    assertThat(add("ben", 1)).isEqualTo(1);
    assertThat(add("ann", 3)).isEqualTo(3);
    assertThat(add("ann", 2)).isEqualTo(3);

    assertThat(drained()).containsExactly("ann3", "ben1");
    assertThat(backlog.poll()).isEmpty();
  }
}
