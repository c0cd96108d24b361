package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.EventSchemas;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PolicyChangeTest {
  @BeforeAll
  static void initialiseAvro() {
    EventSchemas.published(ActionPolicy.class);
  }

  private static ActionPolicy.Builder policy() {
    return ActionPolicy.newBuilder().setPattern("acme/*");
  }

  @Test
  void tellsSettingBySetting() {
    var before = policy().setLeaseMs(30_000L).setWeight(100).setQueueMax(5L).build();
    var after = policy().setLeaseMs(60_000L).setWeight(100).setStuckAfterMs(1_000L).build();

    assertThat(PolicyChange.between("acme/*", before, after).text().lines())
        .containsExactly("acme/*  changed", "  ~ lease: PT30S -> PT1M", "  - queue-max: 5", "  + stuck-after: PT1S");
  }

  @Test
  void tellsNewDeletedAndUnchanged() {
    var policy = policy().setWeight(7).build();

    assertThat(PolicyChange.between("acme/*", null, policy).text().lines()).containsExactly("acme/*  new", "  + weight: 7");
    assertThat(PolicyChange.between("acme/*", policy, null).text().lines()).containsExactly("acme/*  deleted", "  - weight: 7");
    assertThat(PolicyChange.between("acme/*", policy, policy).text()).isEqualTo("acme/*  unchanged");
  }

  @Test
  void leavesWhatIsNotSpokenOf() {
    var policy = policy().setWeight(7).build();

    assertThat(PolicyChange.of(Map.of("other/*", policy), Map.of("acme/*", policy))).singleElement().satisfies(only -> assertThat(only.pattern()).isEqualTo("acme/*"));
  }
}
