package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceNameTest {
  @TempDir private Path folder;

  private static Topology reading(String topic) {
    var builder = new StreamsBuilder();
    builder.stream(topic, Consumed.with(Serdes.String(), Serdes.String()).withName("ingest"));
    return builder.build();
  }

  private String name(String applicationId, String topic) {
    return InstanceName.of(folder.resolve("state"), applicationId, reading(topic));
  }

  @Test
  void staysTheSameOnTheSameState() {
    assertThat(name("app", "a")).isEqualTo(name("app", "a"));
  }

  @Test
  void isAnotherForEachApplicationAndTopology() {
    assertThat(List.of(name("app", "a"), name("app", "b"), name("other", "a"))).doesNotHaveDuplicates();
  }

  @Test
  void isMadeAnewWhereItCannotBeRead() throws IOException {
    String before = name("app", "a");
    Files.writeString(folder.resolve("state").resolve("app.instance"), "cut o");

    assertThat(name("app", "a")).isNotEqualTo(before).isEqualTo(name("app", "a"));
  }

  @Test
  void saysWhichFolderCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("state"), "a file");

    assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> name("app", "a")).withMessageContaining("streams.state-dir");
  }
}
