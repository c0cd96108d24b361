package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.Extension.class)
class TopicsCommandIT {
  private final SharedStack stack;

  TopicsCommandIT(SharedStack stack) {
    this.stack = stack;
  }

  @Test
  void createsWhatIsMissingOnce() {
    var before = stack.run("new.", "topics", "list").out().lines().toList();
    assertThat(before.subList(1, before.size() - 1)).isNotEmpty().allMatch(line -> line.endsWith("missing"));
    assertThat(before.getLast()).isEqualTo("The share group new.forebay-runners has share.auto.offset.reset=latest, not earliest, share.delivery.count.limit=5, not 10; run forebay topics apply.");

    var first = stack.run("new.", "topics", "apply");
    var second = stack.run("new.", "topics", "apply");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains("created new.emails.inbound with 4 partitions", "created new.forebay-emails.dlq with 1 partition");
    assertThat(first.out()).contains("set share.auto.offset.reset, share.delivery.count.limit of the share group new.forebay-runners");
    assertThat(second.out()).startsWith("All ").endsWith("topics are as the catalogue says." + System.lineSeparator());
    assertThat(stack.run("new.", "topics", "list").out().lines().skip(1)).allMatch(line -> line.endsWith("exists"));
  }

  @Test
  void createsTheTopicsOfOnesOwnCapabilitiesAndOrigins() {
    stack.run("own.", "topics", "apply");

    var run = stack.run("own.", "topics", "apply", "--topic-capabilities", "acme.invoice,acme.ship", "--topic-origins", "desk");

    assertThat(run.out().lines())
        .containsExactly(
            "created own.actions.ready.acme.invoice with 4 partitions",
            "created own.actions.ready.acme.ship with 4 partitions",
            "created own.actions.results.desk with 4 partitions");
  }

  @Test
  void mendsSettingsAndLeavesPartitions() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("odd.emails.inbound", 2, (short) 1).configs(Map.of("retention.ms", "1000")))).all().get();
    }
    // A broker answers from what it has replayed of the metadata log, which is a moment behind what it has promised.
    Awaitility.await().untilAsserted(() -> {
      var before = stack.run("odd.", "topics", "list", "--json").json().get(0);
      assertThat(before.path("state").asText()).isEqualTo("differs");
      assertThat(before.path("differences").path("retention.ms").asText()).isEqualTo("1000");
    });

    var applied = stack.run("odd.", "topics", "apply");

    assertThat(applied.out()).contains("set ", "retention.ms", "left odd.emails.inbound at 2 partitions, not 4");
    Awaitility.await().untilAsserted(() -> {
      var after = stack.run("odd.", "topics", "list", "--json").json().get(0);
      assertThat(after.path("differences").properties()).singleElement().satisfies(only -> assertThat(only.getKey()).isEqualTo("partitions"));
    });
  }

  @Test
  void deletesNothing() throws Exception {
    stack.run("kept.", "topics", "apply");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, "kept.emails.triaged");
      var own = new AlterConfigOp(new ConfigEntry("segment.ms", "60000"), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(own))).all().get();
      stack.run("kept.", "topics", "apply");

      Awaitility.await()
          .untilAsserted(
              () -> assertThat(admin.describeConfigs(List.of(topic)).all().get().get(topic).get("segment.ms").value()).isEqualTo("60000"));
    }
  }
}
