package io.forebay.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import io.forebay.schemas.Usage;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventConverterTest {
  private static final Instant AT = Instant.parse("2026-11-21T12:00:00.123456Z");

  private final EventSerdes serdes = Records.SERDES;

  private EventConverter converter(Map<String, String> settings) {
    var converter = new EventConverter(serdes);
    converter.configure(settings, false);
    return converter;
  }

  private byte[] bytes(String topic) {
    var result = new TaskFinished("t-1", "acme", "research", 3, TaskStatus.COMPLETED, null, null, null, 4, new Usage(1L, 2L, 3L), Map.of("k", "v"), null, AT, null, AT);
    return serdes.of(TaskFinished.class).serializer().serialize(topic, result);
  }

  @Test
  void readsAnEventAsAStruct() {
    var read = converter(Map.of()).toConnectData("tasks.results", bytes("tasks.results"));

    Struct struct = (Struct) read.value();
    struct.validate();
    assertThat(read.schema().name()).isEqualTo("io.forebay.schemas.TaskFinished");
    assertThat(struct.getString("taskId")).isEqualTo("t-1");
    assertThat(struct.getString("status")).isEqualTo("COMPLETED");
    assertThat(struct.getStruct("usage").getInt64("outputTokens")).isEqualTo(2);
    assertThat(struct.getMap("labels")).isEqualTo(Map.of("k", "v"));
    assertThat(struct.get("requestedAt")).isEqualTo(Date.from(AT));
    assertThat(struct.schema().field("requestedAt").schema().name()).isEqualTo(Timestamp.LOGICAL_NAME);
    assertThat(struct.get("startedAt")).isNull();
    assertThat(struct.schema().field("startedAt").schema().isOptional()).isTrue();
  }

  @Test
  void knowsTheTopicsOfAnInstallationByItsPrefix() {
    var read = converter(Map.of("topics.prefix", "acme.")).toConnectData("acme.tasks.results", bytes("acme.tasks.results"));

    assertThat(((Struct) read.value()).getString("taskId")).isEqualTo("t-1");
  }

  @Test
  void leavesATombstoneATombstone() {
    assertThat(converter(Map.of()).toConnectData("tasks.results", null).value()).isNull();
  }

  @Test
  void refusesWhatIsNoEvent() {
    var converter = converter(Map.of());

    assertThatThrownBy(() -> converter.toConnectData("tasks.results", new byte[] {7})).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> converter.toConnectData("shop.orders", new byte[] {0})).isInstanceOf(DataException.class).hasMessageContaining("shop.orders");
    assertThatThrownBy(() -> converter(Map.of("topics.prefix", "Acme"))).isInstanceOf(ConfigException.class).hasMessageContaining("topics.prefix");
    assertThatThrownBy(() -> new EventConverter().configure(Map.of("registry.url", "nowhere"), false)).isInstanceOf(ConfigException.class).hasMessageContaining("registry.url");
  }

  @Test
  void refusesBytesOfAStrangerWithoutFallingOver() {
    var converter = converter(Map.of());
    byte[] good = bytes("tasks.results");
    var random = new java.util.Random(7);
    for (int round = 0; round < 2_000; round++) {
      byte[] bad = java.util.Arrays.copyOf(good, 5 + random.nextInt(good.length - 4));
      for (int change = 0; change < 3; change++) {
        bad[5 + random.nextInt(Math.max(1, bad.length - 5)) - (bad.length == 5 ? 1 : 0)] = (byte) random.nextInt();
      }
      try {
        Object value = converter.toConnectData("tasks.results", bad).value();
        assertThat(value).isInstanceOf(Struct.class);
      } catch (DataException e) {
        assertThat(e).hasMessageNotContaining("acme");
      }
    }
  }

  static Stream<Class<?>> events() {
    return Topics.defaults().all().stream().map(TopicSpec::value).flatMap(java.util.Optional::stream).distinct();
  }

  @ParameterizedTest
  @MethodSource("events")
  void hasAStructForEveryEvent(Class<? extends SpecificRecordBase> event) {
    Schema schema = SpecificData.get().getSchema(event);

    assertThat(EventStructs.schema(schema).fields()).hasSameSizeAs(schema.getFields());
  }
}
