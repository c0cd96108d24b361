package io.forebay.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  @Test
  void namesAreLowerCaseWordsWithHyphensAndDots() {
    assertThat(Topics.defaults().all()).extracting(TopicSpec::name).allMatch(name -> name.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+"));
  }

  @Test
  void namesAreUnique() {
    assertThat(Topics.defaults().all()).extracting(TopicSpec::name).doesNotHaveDuplicates();
  }

  @Test
  void thePrefixStandsBeforeEveryNameAndApplication() {
    var topics = new Topics("acme.prod.", 2);

    assertThat(topics.all()).extracting(TopicSpec::name).allMatch(name -> name.startsWith("acme.prod."));
    assertThat(topics.emailsApplication()).startsWith("acme.prod.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "Acme.", "a b.", ".", "acme..", "../"})
  void refusesAPrefixThatIsNoTopicName(String prefix) {
    assertThatThrownBy(() -> new Topics(prefix, 1)).hasMessageContaining("topics.prefix");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1001})
  void refusesNonsensePartitions(int partitions) {
    assertThatThrownBy(() -> new Topics("", partitions)).hasMessageContaining("topics.partitions");
  }

  @Test
  void aCompactedTopicHasNoRetention() {
    assertThat(Topics.defaults().emailsFeedback().settings())
        .containsEntry("cleanup.policy", "compact")
        .doesNotContainKey("retention.ms");
  }

  @Test
  void aDeadLetterMayBeLargerThanTheRecordInIt() {
    assertThat(Topics.defaults().emailsInbound().settings()).containsEntry("max.message.bytes", "1048576");
    assertThat(Topics.defaults().deadLetters("forebay-emails").settings()).containsEntry("max.message.bytes", "2097152");
  }

  @Test
  void theReadmeShowsTheCatalogueAsItIs() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));

    assertThat(readme)
        .as("the topic table of README.md; ./forebay topics list --markdown prints it anew")
        .contains(TopicTable.markdown(Topics.defaults()));
  }
}
