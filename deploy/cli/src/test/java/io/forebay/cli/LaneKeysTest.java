package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.Lane;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneKeysTest {
  private static final LaneKeys LANES = LaneKeys.of(new Topics("p.", 4));

  @Test
  void sendsALaneWhereAllLanesOfItsTenantAre() {
    byte[] key = "acme/http.request/example.com".getBytes(StandardCharsets.UTF_8);

    assertThat(LANES.partition("p.actions.requests", key, 12)).contains(Lane.of("acme/core.echo").partition(12));
  }

  @ParameterizedTest
  @CsvSource({"p.actions.outcomes,acme/core.echo", "p.emails.inbound,acme/core.echo", "actions.requests,acme/core.echo", "p.actions.requests,no lane", "p.actions.controls,"})
  void leavesTheRestToOtherRules(String topic, String key) {
    assertThat(LANES.partition(topic, key == null ? null : key.getBytes(StandardCharsets.UTF_8), 4)).isEmpty();
  }
}
