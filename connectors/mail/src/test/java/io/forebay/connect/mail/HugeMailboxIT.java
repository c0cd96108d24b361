package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class HugeMailboxIT {
  private static final int MESSAGES = 100_000;
  private static final int BEFORE_RESTART = 60_000;

  private final Map<Map<String, ?>, Map<String, ?>> offsets = RunningTask.noOffsets();
  private final Set<Object> ids = new HashSet<>();

  @Test
  void readsAHundredThousandMessagesOnceOverARestart() throws Exception {
    try (var mailbox = new HugeMailbox(MESSAGES)) {
      long first = read(mailbox, BEFORE_RESTART);
      long rest = read(mailbox, MESSAGES - first);

      assertThat(first + rest).isEqualTo(MESSAGES);
      assertThat(ids).hasSize(MESSAGES);
      assertThat(mailbox.bodiesSent()).as("at most two batches were under way at the restart").isBetween((long) MESSAGES, MESSAGES + 400L);
      assertThat(mailbox.commands()).as("three for a page, and the halving").isLessThan(1_700);
    }
  }

  private long read(HugeMailbox mailbox, long count) throws InterruptedException {
    long taken = 0;
    try (var task = new RunningTask(settings(mailbox), offsets)) {
      for (List<SourceRecord> batch = task.take(1); !batch.isEmpty(); batch = taken < count ? task.take(1) : List.of()) {
        batch.forEach(record -> ids.add(record.key()));
        task.acknowledge(batch);
        taken += batch.size();
      }
    }
    return taken;
  }

  private static Map<String, String> settings(HugeMailbox mailbox) {
    return Map.of(
        ImapSettings.HOST, "127.0.0.1",
        ImapSettings.PORT, Integer.toString(mailbox.port()),
        ImapSettings.SECURITY, "none",
        ImapSettings.USER, "ann",
        ImapSettings.PASSWORD, "secret",
        MailSourceSettings.TENANT, "acme",
        MailSourceSettings.REGISTRY, "http://127.0.0.1:1");
  }
}
