package io.forebay.connect.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.connect.outbox.OutboxSettings.Tolerance;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when everything that takes part is killed while rows come in. */
class KilledOutboxIT {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int BATCH = 7;
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  @TempDir private Path folder;

  /** What happens to whom. */
  private interface Fault {
    void happen() throws IOException, InterruptedException, SQLException;
  }

  /** Inserts without an end; a batch of which it is not known whether it is there is given again. */
  private static final class Application implements Runnable {
    private final Outboxes outboxes;
    private final AtomicBoolean isOver = new AtomicBoolean();

    private Application(Outboxes outboxes) {
      this.outboxes = outboxes;
    }

    @Override
    public void run() {
      int next = 0;
      while (!isOver.get()) {
        try {
          outboxes.sql("insert into killed(id, tenant, agent, payload) select 'r-' || n, 'acme', 'research', '{}' from generate_series(%d, %d) n on conflict do nothing".formatted(next, next + BATCH - 1));
          next += BATCH;
        } catch (SQLException _) {
          // The database is away.
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  @Test
  void losesAndRepeatsNothingWhateverIsKilled() throws Exception {
    try (var outboxes = Outboxes.startLasting(folder)) {
      OutboxConfig config = outboxes.create("killed", Tolerance.NONE);
      var application = new Application(outboxes);
      Thread inserts = Thread.ofVirtual().start(application);
      try (var ingest = OutboxProcess.start(outboxes.file(folder, config))) {
        Fault killIngest = ingest::killAndStartAgain;
        Fault killDatabase = () -> {
          outboxes.postgres().kill();
          outboxes.postgres().startAgain();
        };
        Fault restartBroker = outboxes::restartBroker;
        Fault changeTable = () -> outboxes.sql("alter table killed add column priority smallint", "alter table killed alter column agent type varchar(99)");
        for (Fault fault : List.of(killIngest, killDatabase, changeTable, restartBroker, killIngest)) {
          int before = outboxes.ids(config).size();
          await().atMost(LONG).until(() -> outboxes.ids(config).size() > before);
          fault.happen();
        }
        application.isOver.set(true);
        inserts.join();
        int rows = outboxes.rows("killed").size();
        await().atMost(LONG).until(() -> outboxes.ids(config).size() >= rows);
      }

      assertThat(outboxes.ids(config)).doesNotHaveDuplicates().hasSameElementsAs(outboxes.rows("killed"));
    }
  }
}
