package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.Extension.class)
class HealthCommandIT {
  private final SharedStack stack;

  HealthCommandIT(SharedStack stack) {
    this.stack = stack;
  }

  @Test
  void saysOfEachPartWhatToDoWhereNothingWasSetUp() {
    var run = stack.runWithRegistry("bare.", "health", "--url", "http://127.0.0.1:1", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("forebay: 7 of 8 parts are down: ").hasLineCount(1);
    assertThat(run.json().path("up").asBoolean()).isFalse();
    assertThat(run.json().path("parts"))
        .extracting(part -> part.path("up").asBoolean() + " " + part.path("name").asText() + ": " + part.path("reason").asText())
        .satisfiesExactly(
            process -> assertThat(process).isEqualTo("false process at http://127.0.0.1:1: does not answer; start it (forebay dev) or give its address with --url"),
            kafka -> assertThat(kafka).startsWith("true kafka: ").endsWith(", 1 broker"),
            topics -> assertThat(topics).startsWith("false topics: missing: bare.emails.inbound, ").endsWith("run forebay topics apply"),
            emails -> assertThat(emails).isEqualTo("false group bare.forebay-emails: has never run against this Kafka; start the application"),
            dispatch -> assertThat(dispatch).startsWith("false group bare.forebay-dispatch: "),
            gate -> assertThat(gate).startsWith("false group bare.forebay-gate: "),
            runners -> assertThat(runners).startsWith("false group bare.forebay-runners: "),
            registry -> assertThat(registry).startsWith("false registry: InboundEmail is not registered as bare.emails.inbound-value; run forebay schemas apply."));
  }
}
