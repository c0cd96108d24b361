package io.forebay.connect.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.connect.outbox.OutboxSettings.Tolerance;
import io.forebay.schemas.RunTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxIngestIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static Outboxes outboxes;

  @BeforeAll
  static void start(@TempDir Path folder) {
    outboxes = Outboxes.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    outboxes.close();
  }

  private static Set<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> "r-" + n).collect(Collectors.toSet());
  }

  @Test
  void makesATaskOfEveryRowFromBeforeAndAfterItBegan() throws Exception {
    OutboxConfig config = outboxes.create("every", Tolerance.NONE);
    outboxes.insert("every", 0, 10);

    try (var ingest = OutboxIngest.start(config)) {
      await().atMost(LONG).until(() -> ingest.tasks() == 10);
      outboxes.insert("every", 10, 20);
      outboxes.sql("delete from every where id = 'r-3'");
      await().atMost(LONG).until(() -> ingest.tasks() == 20);
    }

    assertThat(outboxes.ids(config)).doesNotHaveDuplicates().hasSameElementsAs(ids(0, 20));
    RunTask task = outboxes.tasks(config).getFirst();
    assertThat(task.getTenant()).isEqualTo("acme");
    assertThat(task.getAgent()).isEqualTo("research");
    assertThat(task.getInput()).isEqualTo("{\"n\": " + task.getTaskId().substring(2) + "}");
  }

  @Test
  void losesAndRepeatsNothingOverRestartsAndALostDatabase() throws Exception {
    OutboxConfig config = outboxes.create("restarts", Tolerance.NONE);
    int rows = 0;
    for (int round = 0; round < 4; round++) {
      outboxes.insert("restarts", rows, rows + 1_000);
      rows += 1_000;
      try (var ingest = OutboxIngest.start(config)) {
        // In the middle of the work: some of the rows are through, most are not.
        await().atMost(LONG).until(() -> ingest.tasks() > 0);
        outboxes.insert("restarts", rows, rows + 1_000);
        rows += 1_000;
        outboxes.number("select count(pg_terminate_backend(active_pid)) from pg_replication_slots where slot_name = 'restarts' and active_pid is not null");
      }
    }
    int all = rows;
    try (var _ = OutboxIngest.start(config)) {
      await().atMost(LONG).until(() -> outboxes.ids(config).size() >= all);
    }

    assertThat(outboxes.ids(config)).doesNotHaveDuplicates().hasSameElementsAs(ids(0, rows));
  }

  @Test
  void letsTheDatabaseForgetOnlyWhatIsCommitted() throws Exception {
    OutboxConfig config = outboxes.create("forgets", Tolerance.NONE);
    try (var ingest = OutboxIngest.start(config)) {
      outboxes.insert("forgets", 0, 1);
      await().atMost(LONG).until(() -> ingest.tasks() == 1);
      long written = outboxes.number("select (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint");
      outboxes.insert("forgets", 1, 2);
      outboxes.insert("forgets", 2, 3);
      // The end of a transaction is known once the next one has come.
      await().atMost(LONG).until(() -> outboxes.number("select (confirmed_flush_lsn - '0/0'::pg_lsn)::bigint from pg_replication_slots where slot_name = 'forgets'") > written);
    }
    assertThat(outboxes.ids(config)).containsExactlyInAnyOrder("r-0", "r-1", "r-2");
  }

  @Test
  void goesOnWhenColumnsComeAndGo() throws Exception {
    OutboxConfig config = outboxes.create("columns", Tolerance.NONE);
    try (var ingest = OutboxIngest.start(config)) {
      outboxes.insert("columns", 0, 1);
      await().atMost(LONG).until(() -> ingest.tasks() == 1);
      outboxes.sql("alter table columns add column priority smallint, add column colour text default 'red'", "insert into columns values ('r-1', 'acme', 'research', null, now(), 9)");
      outboxes.sql("alter table columns drop column colour, alter column priority type bigint", "insert into columns values ('r-2', 'acme', 'research', '{}', now(), 8)");
      outboxes.sql("alter table columns drop column priority");
      outboxes.insert("columns", 3, 4);
      await().atMost(LONG).until(() -> ingest.tasks() == 4);
    }

    Map<String, Integer> priorities = outboxes.tasks(config).stream().collect(Collectors.toMap(RunTask::getTaskId, RunTask::getPriority));
    assertThat(priorities).isEqualTo(Map.of("r-0", 5, "r-1", 9, "r-2", 8, "r-3", 5));
  }

  @Test
  void takesUpWhereItStoppedOnceItKnowsHowAColumnIsCalledNow() throws Exception {
    OutboxConfig before = outboxes.create("renamed", Tolerance.NONE);
    try (var ingest = OutboxIngest.start(before)) {
      outboxes.insert("renamed", 0, 10);
      await().atMost(LONG).until(() -> ingest.tasks() == 10);
      outboxes.sql("alter table renamed rename column agent to kind", "alter table renamed add column colour text default 'red'");
      outboxes.sql("insert into renamed(id, tenant, kind) select 'r-' || n, 'acme', 'research' from generate_series(10, 19) n");
      await().atMost(LONG).until(() -> ingest.failure().isPresent());
      assertThat(ingest.failure().orElseThrow()).hasMessageContaining("public.renamed");
    }

    OutboxConfig after = outboxes.config("renamed", Tolerance.NONE, Map.of("agent", "kind"));
    try (var ingest = OutboxIngest.start(after)) {
      await().atMost(LONG).until(() -> ingest.tasks() == 10);
    }

    assertThat(outboxes.ids(after)).doesNotHaveDuplicates().hasSameElementsAs(ids(0, 20));
  }

  @Test
  void putsARowThatCannotBeATaskIntoTheDeadLettersAndGoesOn() throws Exception {
    OutboxConfig config = outboxes.create("tolerant", Tolerance.ALL);
    outboxes.sql("insert into tolerant values ('r-0', 'NOT A TENANT', 'research', '{\"q\": 1}')");
    outboxes.insert("tolerant", 1, 3);

    try (var ingest = OutboxIngest.start(config)) {
      await().atMost(LONG).until(() -> ingest.tasks() == 2 && ingest.deadRows() == 1);
    }

    assertThat(outboxes.ids(config)).containsExactlyInAnyOrder("r-1", "r-2");
    assertThat(outboxes.records(config.deadLetters().name(), config.deadLetters().partitions()))
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(new String(dead.value(), StandardCharsets.UTF_8)).contains("\"tenant\":\"NOT A TENANT\"");
              assertThat(outboxes.text(dead, "error-code")).hasValue("INVALID_EVENT");
              assertThat(outboxes.text(dead, "__connect.errors.exception.message")).hasValueSatisfying(message -> assertThat(message).contains("Task r-0", "header.tenant"));
              assertThat(outboxes.text(dead, "__connect.errors.connector.name")).hasValue("tolerant");
              assertThat(outboxes.text(dead, "__connect.errors.topic")).hasValue("tolerant.public.tolerant");
              assertThat(outboxes.text(dead, "__connect.errors.offset")).hasValueSatisfying(offset -> assertThat(offset).contains("lsn="));
            });
  }

  @Test
  void givesUpOverSuchARowWhereNoneIsTolerated() throws Exception {
    OutboxConfig config = outboxes.create("strict", Tolerance.NONE);
    outboxes.sql("insert into strict values ('r-0', 'acme', ' ', '{}')");

    try (var ingest = OutboxIngest.start(config)) {
      await().atMost(LONG).until(() -> ingest.failure().isPresent());
      assertThat(ingest.failure().orElseThrow()).hasMessageContaining("public.strict").hasMessageContaining("header.agent").hasMessageContaining("outbox.errors-tolerance");
    }

    assertThat(outboxes.ids(config)).isEmpty();
  }
}
