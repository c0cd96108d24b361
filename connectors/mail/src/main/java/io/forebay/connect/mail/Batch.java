package io.forebay.connect.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;

/** Records on their way out together, no more than fit one page. */
final class Batch {
  private final MailSourceSettings settings;
  private final Handover out;
  private final Consumer<SourceRecord> handed;
  private final List<SourceRecord> records = new ArrayList<>();
  private long bytes;

  /**
   * @param handed told of each record that the task has or will have
   */
  Batch(MailSourceSettings settings, Handover out, Consumer<SourceRecord> handed) {
    this.settings = settings;
    this.out = out;
    this.handed = handed;
  }

  /** Adds a record; what is there already goes first if both do not fit. */
  void add(SourceRecord record, int size) throws InterruptedException {
    if (records.size() >= settings.pageMessages() || (bytes > 0 && bytes + size > settings.pageBytes())) {
      flush();
    }
    records.add(record);
    bytes += size;
  }

  void flush() throws InterruptedException {
    if (!records.isEmpty()) {
      out.give(List.copyOf(records));
      records.forEach(handed);
      records.clear();
      bytes = 0;
    }
  }
}
