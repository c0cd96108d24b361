package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {
  private static final String HASH = Ids.hash("core.echo", "{}");

  @Test
  void tellsTaskStepAttemptAndHash() {
    assertThat(Ids.action("t-17", "gather[3]/fetch#2", 3, HASH)).isEqualTo("t-17/gather[3]/fetch#2~3/" + HASH);
    assertThat(Ids.action("t-17", "fetch", 1, HASH)).isEqualTo("t-17/fetch/" + HASH);
  }

  @Test
  void hashesWhatIsTooLong() {
    String task = "t".repeat(200);
    assertThat(Ids.action(task, "s".repeat(100), 1, HASH)).startsWith(task + "/").hasSizeLessThanOrEqualTo(256).isNotEqualTo(Ids.action(task, "s".repeat(101), 1, HASH));
    assertThat(Ids.child(task, "call", 1, HASH)).hasSizeLessThanOrEqualTo(200).isNotEqualTo(Ids.child(task + "x", "call", 1, HASH));
  }

  @Test
  void namesChildrenWithWhatATaskIdMayHold() {
    assertThat(Ids.child("t-17", "gather[3]/ask#2", 2, HASH)).matches("[A-Za-z0-9._:@/-]+");
  }

  @Test
  void isTheSameEverywhere() {
    assertThat(HASH).isEqualTo(Ids.hash("core.echo", "{}")).matches("[0-9a-f]{16}").isNotEqualTo(Ids.hash("core.ech", "o{}"));
  }
}
