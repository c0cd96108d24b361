package io.forebay.connect.screens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenSettingsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          folder.path             |         | folder.path: must be a folder that is there
          folder.path             | /no/such/folder | folder.path: must be a folder that is there
          folder.poll.interval.ms | 0       | folder.poll.interval.ms: Value must be at least 100
          folder.pair.wait.ms     | 1       | folder.pair.wait.ms: Value must be at least 1000
          folder.after            | move    | folder.after: String must be one of: none, delete
          picture.bytes.max       | 67108865 | picture.bytes.max: Value must be no more than 67108864
          batch.max               | 0       | batch.max: Value must be at least 1
          errors.deadletterqueue.topic.name | screens.observations | errors.deadletterqueue.topic.name must be another topic than topic
          tenant                  | No Such | tenant: must be 1 to 64 lower-case letters
          blob.path               |         | blob.path: String must be non-empty
          registry.url            | ftp://x | registry.url: must be an http or https address
          topic                   |         | topic: String must be non-empty
          value.converter         | org.apache.kafka.connect.json.JsonConverter | value.converter must be org.apache.kafka.connect.converters.ByteArrayConverter
          """)
  void refusesASettingByItsName(String name, String value, String sentence) {
    Map<String, String> settings = good();
    settings.put(name, value == null ? "" : value);

    assertThat(errors(settings)).singleElement().asString().contains(sentence.replaceFirst(": .*", "")).contains(sentence.replaceFirst(".*?: ", ""));
  }

  @Test
  void asksForWhatHasNoDefault() {
    assertThat(errors(Map.of())).hasSize(4).allMatch(error -> error.startsWith("Missing required configuration"));
  }

  @Test
  void takesGoodSettingsAndSupportsExactlyOnceWithOneTask() {
    var connector = new ScreenSourceConnector();
    connector.start(good());

    assertThat(errors(good())).isEmpty();
    assertThat(connector.taskConfigs(9)).containsExactly(good());
    assertThat(connector.exactlyOnceSupport(good())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.canDefineTransactionBoundaries(good())).isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
  }

  private static List<String> errors(Map<String, String> settings) {
    return new ScreenSourceConnector().validate(settings).configValues().stream().map(ConfigValue::errorMessages).flatMap(List::stream).toList();
  }

  private Map<String, String> good() {
    return new HashMap<>(
        Map.of(
            "folder.path", folder.toString(),
            "tenant", "acme",
            "blob.path", folder.resolve("blobs").toString(),
            "registry.url", "http://127.0.0.1:8081"));
  }
}
