package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.junit.jupiter.api.Test;

class ReadingLoopTest {
  private final Handover out = new Handover();
  private final Deque<Exception> troubles = new ArrayDeque<>();

  @Test
  void triesAgainWhereTheRegistryWasAway() throws InterruptedException {
    troubles.add(new RegistryUnavailableException("away", null));
    troubles.add(new ProtocolException("away"));

    assertThat(runUntilItGives()).isEmpty();
  }

  /** Runs a reader that meets the troubles, gives a batch and is stopped. */
  private List<SourceRecord> runUntilItGives() throws InterruptedException {
    Thread thread = Thread.ofVirtual().start(new ReadingLoop(new Troubled(), Duration.ofMillis(1), out));
    try {
      List<SourceRecord> taken = null;
      for (int i = 0; taken == null && i < 20; i++) {
        taken = out.take();
      }
      return taken;
    } finally {
      thread.interrupt();
      thread.join();
    }
  }

  private final class Troubled implements ReadingLoop.Reader {
    @Override
    public void read(Runnable alive) throws ProtocolException, InterruptedException {
      switch (troubles.poll()) {
        case ProtocolException e -> throw e;
        case RuntimeException e -> throw e;
        case null, default -> out.give(List.of());
      }
    }

    @Override
    public String place() {
      return "A folder";
    }
  }
}
