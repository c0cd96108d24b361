package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.TopicTable;
import io.forebay.schemas.Topics;
import org.junit.jupiter.api.Test;

class TopicsCommandTest {
  @Test
  void printsTheCatalogueAsMarkdownWithoutKafka() {
    var run = CommandRun.of("topics", "list", "--markdown", "--kafka", "127.0.0.1:1", "--partitions", "4");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().stripTrailing()).isEqualTo(TopicTable.markdown(Topics.defaults()).stripTrailing());
  }

  @Test
  void refusesAnAddressThatIsNone() {
    var run = CommandRun.of("topics", "list", "--kafka", "nonsense");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("forebay: There is no Kafka to be found at nonsense (").hasLineCount(1).contains("--kafka");
  }

  @Test
  void takesAWrongPrefixForWrongUsage() {
    var run = CommandRun.of("topics", "list", "--topic-prefix", "No Dot");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("topics.prefix must be");
  }

  @Test
  void asksForASubcommand() {
    assertThat(CommandRun.of("topics").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("schemas").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("dlq").exitCode()).isEqualTo(2);
  }
}
