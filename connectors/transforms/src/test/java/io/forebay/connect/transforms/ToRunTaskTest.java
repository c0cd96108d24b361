package io.forebay.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.ScheduleOverlap;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToRunTaskTest {
  private static final String ROW =
      """
      {"id": "o-1", "tenant": "acme", "agent": "research", "version": 3, "input": {"q": 1.10}, "priority": "7",
       "not_before": "2027-01-31T09:00:00+01:00", "deadline": 1800000001000, "labels": {"order": 12, "vip": true},
       "tokens_max": 1000, "cost_micro_usd_max": 5, "cron": "0 9 * * 1", "time_zone": "Europe/Berlin", "overlap": "QUEUE"}
      """;

  private static RunTask task(SourceRecord row, String... settings) {
    return Records.event(RunTask.class, apply(row, settings));
  }

  private static SourceRecord apply(SourceRecord row, String... settings) {
    try (var transform = new ToRunTask<SourceRecord>(Records.SERDES)) {
      transform.configure(settings(settings));
      return transform.apply(row);
    }
  }

  private static Map<String, String> settings(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  @Test
  void readsEveryFieldOfJsonText() {
    RunTask task = task(Records.json(ROW));

    assertThat(task.getTaskId()).isEqualTo("o-1");
    assertThat(task.getTenant()).isEqualTo("acme");
    assertThat(task.getAgent()).isEqualTo("research");
    assertThat(task.getVersion()).isEqualTo(3);
    assertThat(task.getInput()).isEqualTo("{\"q\":1.10}");
    assertThat(task.getPriority()).isEqualTo(7);
    assertThat(task.getNotBefore()).isEqualTo(Instant.parse("2027-01-31T08:00:00Z"));
    assertThat(task.getDeadline()).isEqualTo(Instant.ofEpochMilli(1_800_000_001_000L));
    assertThat(task.getLabels()).isEqualTo(Map.of("order", "12", "vip", "true"));
    assertThat(task.getTokensMax()).isEqualTo(1000);
    assertThat(task.getCostMicroUsdMax()).isEqualTo(5);
    assertThat(task.getSchedule().getCron()).isEqualTo("0 9 * * 1");
    assertThat(task.getSchedule().getTimeZone()).isEqualTo("Europe/Berlin");
    assertThat(task.getSchedule().getOverlap()).isEqualTo(ScheduleOverlap.QUEUE);
    assertThat(task.getRequestedAt()).isEqualTo(Instant.ofEpochMilli(Records.AT_MS));
  }

  @Test
  void readsARowWithTheTypesOfConnectAndDebezium() {
    Schema micros = SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build();
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("input", Schema.BYTES_SCHEMA)
            .field("not_before", micros)
            .field("deadline", Timestamp.SCHEMA)
            .build();
    Struct row =
        new Struct(schema)
            .put("id", 42L)
            .put("input", "[1]".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .put("not_before", 1_800_000_000_000_001L)
            .put("deadline", Date.from(Instant.ofEpochMilli(Records.AT_MS)));

    RunTask task = task(Records.of(schema, row), "tenant.from", "'acme'", "agent.from", "'research'", "task.id.prefix", "orders-");

    assertThat(task.getTaskId()).isEqualTo("orders-42");
    assertThat(task.getInput()).isEqualTo("[1]");
    assertThat(task.getNotBefore()).isEqualTo(Instant.ofEpochSecond(1_800_000_000L, 1_000));
    assertThat(task.getDeadline()).isEqualTo(Instant.ofEpochMilli(Records.AT_MS));
  }

  @Test
  void readsADayOfDebezium() {
    Schema schema = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).field("deadline", SchemaBuilder.int32().name("io.debezium.time.Date").build()).build();
    Struct row = new Struct(schema).put("id", 42L).put("deadline", 20_849);

    assertThat(task(Records.of(schema, row), "tenant.from", "'acme'", "agent.from", "'research'").getDeadline()).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
  }

  @Test
  void refusesATimeOfDay() {
    for (Schema time : List.of(SchemaBuilder.int64().name("io.debezium.time.MicroTime").build(), org.apache.kafka.connect.data.Time.SCHEMA)) {
      Schema schema = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).field("deadline", time).build();
      Struct row = new Struct(schema).put("id", 42L).put("deadline", time.name().startsWith("io") ? (Object) 1_000L : Date.from(Instant.ofEpochMilli(1)));

      assertThatThrownBy(() -> task(Records.of(schema, row), "tenant.from", "'acme'", "agent.from", "'research'")).isInstanceOf(DataException.class).hasMessageContaining("value.deadline is no time");
    }
  }

  @Test
  void readsAHeaderWhoseNameHasDots() {
    SourceRecord row = Records.json(ROW);
    row.headers().addString("app.tenant", "other");

    assertThat(task(row, "tenant.from", "header.app.tenant").getTenant()).isEqualTo("other");
  }

  @Test
  void writesTheTypesOfARowAsJson() {
    Map<String, Object> row = Map.of("id", java.util.UUID.fromString("00000000-0000-0000-0000-000000000001"), "day", new java.sql.Date(0));

    RunTask task = task(Records.of(null, row), "tenant.from", "'acme'", "agent.from", "'research'", "input.from", "value");

    assertThat(JsonText.parse(task.getInput())).isEqualTo(JsonText.parse("{\"id\":\"00000000-0000-0000-0000-000000000001\",\"day\":\"1970-01-01T00:00:00Z\"}"));
  }

  @Test
  void refusesAMapWhoseNamesHaveNoText() {
    Map<Object, Object> row = Map.of("id", "x", "lines", Map.of(java.nio.ByteBuffer.allocate(1), 1));

    assertThatThrownBy(() -> task(Records.of(null, row), "tenant.from", "'acme'", "agent.from", "'research'", "input.from", "value")).isInstanceOf(DataException.class).hasMessageContaining("names");
  }

  @Test
  void givesTheWholeRowAsInput() {
    Map<String, Object> row = Map.of("id", "x", "lines", List.of(Map.of("n", 1)));

    RunTask task = task(Records.of(null, row), "tenant.from", "'acme'", "agent.from", "'research'", "input.from", "value");

    assertThat(JsonText.parse(task.getInput())).isEqualTo(JsonText.parse("{\"id\":\"x\",\"lines\":[{\"n\":1}]}"));
  }

  @Test
  void takesWhatAnOutboxRouterPutsIntoHeaders() {
    SourceRecord row = Records.json("{\"q\":1}");
    row.headers().addString("id", "e-1").addString("tenant", "acme").addString("agent", "research").addInt("priority", 9);
    row.headers().addString("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").addString("other", "x");

    SourceRecord sent =
        apply(row, "task.id.from", "header.id", "tenant.from", "header.tenant", "agent.from", "header.agent", "input.from", "value", "priority.from", "header.priority");

    RunTask task = Records.event(RunTask.class, sent);
    assertThat(task.getPriority()).isEqualTo(9);
    assertThat(task.getInput()).isEqualTo("{\"q\":1}");
    assertThat(sent.headers()).extracting(header -> header.key()).containsExactly("traceparent");
  }

  @Test
  void goesToTasksRequestsUnderTheTaskId() {
    SourceRecord sent = apply(Records.json(ROW));

    assertThat(sent.topic()).isEqualTo("tasks.requests");
    assertThat(sent.key()).isEqualTo("o-1");
    assertThat(sent.kafkaPartition()).isNull();
    assertThat(sent.timestamp()).isEqualTo(Records.AT_MS);
  }

  @Test
  void makesTheSameBytesOfTheSameRow() {
    assertThat((byte[]) apply(Records.json(ROW)).value()).isEqualTo((byte[]) apply(Records.json(ROW)).value());
  }

  @Test
  void dropsARowThatIsGone() {
    assertThat(apply(Records.of(null, null))).isNull();
  }

  @Test
  void defaultsWhatARowDoesNotSay() {
    RunTask task = task(Records.json("{\"id\":\"a\",\"tenant\":\"t\",\"agent\":\"r\",\"priority\":null}"));

    assertThat(task.getInput()).isEqualTo("{}");
    assertThat(task.getPriority()).isEqualTo(5);
    assertThat(task.getVersion()).isNull();
    assertThat(task.getSchedule()).isNull();
    assertThat(task.getLabels()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"tenant":"t","agent":"r"}                                   | There is nothing at value.id, which task.id.from names.
          {"id":"a b","tenant":"t","agent":"r"}                        | The task id at value.id must have 1 to 200
          {"id":"a","agent":"r"}                                       | Task a: There is nothing at value.tenant
          {"id":"a","tenant":"ACME","agent":"r"}                       | Task a: What stands at value.tenant (tenant.from) must have
          {"id":"a","tenant":"t","agent":" "}                          | Task a: There is nothing at value.agent
          {"id":"a","tenant":"t","agent":"r","priority":10}            | must be from 0 to 9
          {"id":"a","tenant":"t","agent":"r","priority":1.5}           | value.priority is no whole number
          {"id":"a","tenant":"t","agent":"r","version":1e99}           | value.version is no whole number
          {"id":"a","tenant":"t","agent":"r","input":"{"}              | value.input is not JSON
          {"id":"a","tenant":"t","agent":"r","deadline":"soon"}        | value.deadline is no time
          {"id":"a","tenant":"t","agent":"r","labels":[1]}             | value.labels is no object
          {"id":"a","tenant":"t","agent":"r","tokens_max":-1}          | (tokens.max.from) must be at least 0
          {"id":"a","tenant":"t","agent":"r","cron":"x","overlap":"y"} | must be SKIP, ALLOW or QUEUE
          no json                                                      | What value.id leads through is no JSON object.
          {"id":"a","id":"b","tenant":"t","agent":"r"}                 | What value.id leads through is no JSON object.
          {"id":"a","tenant":"t","agent":"r","deadline":9223372036854775807} | value.deadline is no time
          {"id":"a","tenant":"t","agent":"r","not_before":"+999999999-01-01T00:00:00Z"} | value.not_before is no time
          """)
  void refusesWhatTheContractForbids(String row, String sentence) {
    assertThatThrownBy(() -> apply(Records.json(row))).isInstanceOf(DataException.class).hasMessageContaining(sentence);
  }

  @Test
  void refusesAnInputThatNoRecordHolds() {
    String row = "{\"id\":\"a\",\"tenant\":\"t\",\"agent\":\"r\",\"input\":\"\\\"" + "x".repeat(1 << 20) + "\\\"\"}";

    assertThatThrownBy(() -> apply(Records.json(row))).isInstanceOf(DataException.class).hasMessageContaining("more than a record may have");
  }

  @Test
  void tellsNothingOfTheContent() {
    assertThatThrownBy(() -> apply(Records.json("{\"id\":\"a\",\"tenant\":\"t\",\"agent\":\"r\",\"input\":\"top secret\"}"))).hasMessageNotContaining("secret");
  }

  @Test
  void asksConnectToRetryWhileTheRegistryHasNoSchema() {
    try (var transform = new ToRunTask<SourceRecord>(new EventSerdes(new InMemoryRegistry(), false))) {
      transform.configure(Map.of());

      assertThatThrownBy(() -> transform.apply(Records.json(ROW))).isInstanceOf(RetriableException.class).hasMessageContaining("forebay schemas apply");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "task.id.from, id", "tenant.from, header", "input.from, value..x", "topic, a b", "registry.url, nowhere", "task.id.prefix, a b", "registry.auto.register, perhaps"
  })
  void namesTheSettingThatIsWrong(String setting, String value) {
    var problems = new ToRunTask<SourceRecord>().config().validate(Map.of(setting, value)).stream().filter(found -> !found.errorMessages().isEmpty()).toList();

    assertThat(problems).singleElement().satisfies(problem -> assertThat(problem.name()).isEqualTo(setting));
    assertThatThrownBy(() -> apply(Records.json(ROW), setting, value)).isInstanceOf(ConfigException.class).hasMessageContaining(setting);
  }
}
