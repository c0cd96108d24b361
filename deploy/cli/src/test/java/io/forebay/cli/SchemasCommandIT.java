package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import io.forebay.schemas.TriageFeedback;
import java.time.Instant;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.Extension.class)
class SchemasCommandIT {
  private final SharedStack stack;

  SchemasCommandIT(SharedStack stack) {
    this.stack = stack;
  }

  private CommandRun run(String prefix, String... arguments) {
    return CommandRun.of(SharedStack.with(arguments, "--registry", stack.kafka().registryUrl().toString(), "--topic-prefix", prefix));
  }

  @Test
  void registersWhatWritersWithoutAutoRegistrationFind() {
    String topic = new Topics("found.", 4).emailsFeedback().name();
    var feedback = TriageFeedback.newBuilder().setTenant("t").setEmailId("e").setGivenAt(Instant.EPOCH).setGivenBy("ada").build();
    try (var serde = EventSerdes.connect(stack.kafka().registryUrl(), false).of(TriageFeedback.class)) {
      assertThatThrownBy(() -> serde.serializer().serialize(topic, feedback)).as("before").isInstanceOf(RuntimeException.class);

      var applied = run("found.", "schemas", "apply");

      assertThat(applied.exitCode()).as(applied.err()).isZero();
      assertThat(serde.deserializer().deserialize(topic, serde.serializer().serialize(topic, feedback))).isEqualTo(feedback);
    }
  }

  @Test
  void registersOnce() {
    var first = run("once.", "schemas", "apply");
    var second = run("once.", "schemas", "apply");

    assertThat(first.out())
        .contains("registered once.emails.inbound-value with id ", "set the compatibility of once.emails.triaged-value to BACKWARD_TRANSITIVE");
    assertThat(second.out()).isEqualToIgnoringNewLines("All schemas are registered.");
    assertThat(run("once.", "schemas", "list", "--json").json())
        .isNotEmpty()
        .allSatisfy(
            schema -> {
              assertThat(schema.path("id").asInt()).isPositive();
              assertThat(schema.path("versions").asInt()).isEqualTo(1);
              assertThat(schema.path("compatible").asBoolean()).isTrue();
              assertThat(schema.path("rule").asText()).isEqualTo("BACKWARD_TRANSITIVE");
            });
    assertThat(run("once.", "schemas", "check").exitCode()).isZero();
  }

  @Test
  void failsTheCheckForWhatIsMissing() {
    var check = run("missing.", "schemas", "check");

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).contains("InboundEmail is not registered as missing.emails.inbound-value; run forebay schemas apply.");
    assertThat(check.err()).startsWith("forebay: ").hasLineCount(1);
  }

  @Test
  void registersNothingWhereOneIsIncompatible() {
    try (var registry = new SchemaRegistry(stack.kafka().registryUrl())) {
      registry.register(
          "clash.emails.triaged-value",
          SchemaBuilder.record("EmailTriaged").namespace("io.forebay.schemas").fields().requiredInt("tenant").endRecord());
    }
    var applied = run("clash.", "schemas", "apply");
    var check = run("clash.", "schemas", "check");

    assertThat(applied.exitCode()).isEqualTo(1);
    assertThat(applied.err()).startsWith("forebay: EmailTriaged is not compatible with what clash.emails.triaged-value has: ").hasLineCount(1);
    assertThat(check.out()).contains("EmailTriaged is not compatible", "InboundEmail is not registered");
    assertThat(check.exitCode()).isEqualTo(1);
  }

  @Test
  void saysThatNoRegistryAnswers() {
    var list = CommandRun.of("schemas", "list", "--registry", "http://127.0.0.1:1");

    assertThat(list.exitCode()).isEqualTo(1);
    assertThat(list.err())
        .isEqualToIgnoringNewLines("forebay: The schema registry at http://127.0.0.1:1 does not answer; start it or give --registry.");
  }
}
