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
          folder.path             |         | folder.path or s3.bucket must be given.
          folder.path             | /no/such/folder | folder.path: must be a folder that is there
          folder.poll.interval.ms | 0       | folder.poll.interval.ms: Value must be at least 100
          pair.wait.ms            | 1       | pair.wait.ms: Value must be at least 1000
          folder.after            | move    | folder.after: String must be one of: none, delete
          picture.bytes.max       | 67108865 | picture.bytes.max: Value must be no more than 67108864
          batch.max               | 0       | batch.max: Value must be at least 1
          errors.deadletterqueue.topic.name | screens.observations | errors.deadletterqueue.topic.name must be another topic than topic
          tenant                  | No Such | tenant: must be 1 to 64 lower-case letters
          blob.path               |         | blob.path: String must be non-empty
          registry.url            | ftp://x | registry.url: must be an http or https address
          topic                   |         | topic: String must be non-empty
          key.converter           | org.apache.kafka.connect.json.JsonConverter | key.converter must be org.apache.kafka.connect.storage.StringConverter
          value.converter         | org.apache.kafka.connect.json.JsonConverter | value.converter must be org.apache.kafka.connect.converters.ByteArrayConverter
          """)
  void refusesASettingByItsName(String name, String value, String sentence) {
    Map<String, String> settings = good();
    settings.put(name, value == null ? "" : value);

    assertThat(errors(settings)).singleElement().asString().contains(sentence.replaceFirst(": .*", "")).contains(sentence.replaceFirst(".*?: ", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3.bucket            | s3://screens           | s3.bucket: must be a bucket's name
          s3.prefix            | /desks                 | s3.prefix: must be at most 900 characters that begin with no slash
          s3.endpoint          | http://minio.example   | s3.endpoint must be https beyond this machine, or s3.endpoint.insecure be true.
          s3.endpoint          | http://127.0.0.1.evil.example | s3.endpoint must be https beyond this machine
          s3.endpoint          | https://me:word@minio.example | s3.endpoint: must be an http or https address without a path
          s3.region            |                        | s3.region must be given without s3.endpoint.
          s3.secret.access.key | secret                 | s3.access.key.id must be given with s3.secret.access.key.
          s3.access.key.id     | id                     | s3.secret.access.key must be given with s3.access.key.id.
          s3.session.token     | token                  | s3.access.key.id must be given with s3.session.token.
          s3.tls.ca.file       | /no/such/file          | s3.tls.ca.file: must be a PEM file of certificates
          s3.timeout.ms        | 1                      | s3.timeout.ms: Value must be at least 1000
          s3.poll.interval.ms  | 1                      | s3.poll.interval.ms: Value must be at least 100
          s3.late.max.ms       | -1                     | s3.late.max.ms: Value must be at least 0
          folder.path          | .                      | folder.path or s3.bucket must be given, not both.
          folder.after         | delete                 | folder.after must be none with s3.bucket: a bucket is only read.
          """)
  void refusesASettingOfABucketByItsName(String name, String value, String sentence) {
    Map<String, String> settings = good();
    settings.remove("folder.path");
    settings.putAll(Map.of("s3.bucket", "screens", "s3.region", "eu-central-1"));
    settings.put(name, value == null ? "" : value);

    assertThat(errors(settings)).singleElement().asString().contains(sentence.replaceFirst(": .*", "")).contains(sentence.replaceFirst(".*?: ", ""));
  }

  @Test
  void asksForTheConvertersBecauseAWorkerMayHaveOthers() {
    Map<String, String> settings = good();
    settings.remove("value.converter");

    assertThat(errors(settings)).singleElement().asString().contains("value.converter must be").endsWith("the worker's own may be another.");
  }

  @Test
  void asksForWhatHasNoDefault() {
    assertThat(errors(Map.of())).hasSize(6).filteredOn(error -> error.startsWith("Missing required configuration")).hasSize(3);
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
            "key.converter", "org.apache.kafka.connect.storage.StringConverter",
            "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
            "folder.path", folder.toString(),
            "tenant", "acme",
            "blob.path", folder.resolve("blobs").toString(),
            "registry.url", "http://127.0.0.1:8081"));
  }
}
