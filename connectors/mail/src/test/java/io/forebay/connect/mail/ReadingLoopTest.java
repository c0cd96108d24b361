package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.junit.jupiter.api.Test;

class ReadingLoopTest {
  private final Deque<Throwable> troubles = new ArrayDeque<>();

  @Test
  void triesAgainWhereTheRegistryWasAway() throws InterruptedException {
    troubles.add(new RegistryUnavailableException("away", null));
    troubles.add(new ProtocolException("away"));

    assertThat(runUntilItGives()).isEmpty();
  }

  @Test
  void triesAgainTwiceWhereTheServerDoesNotSayWhyItRefusesTheUser() throws InterruptedException {
    troubles.add(new LoginRefusedException("no", false));
    troubles.add(new LoginRefusedException("no", false));
    assertThat(runUntilItGives()).isEmpty();

    troubles.add(new LoginRefusedException("no", false));
    troubles.add(new LoginRefusedException("no", false));
    troubles.add(new LoginRefusedException("for good", false));
    assertThatThrownBy(this::runUntilItGives).isInstanceOf(ConnectException.class).hasMessage("for good");
  }

  @Test
  void countsRefusalsAnewOnceAllWentWell() throws InterruptedException {
    troubles.add(new LoginRefusedException("no", false));
    troubles.add(new LoginRefusedException("no", false));
    troubles.add(new WentWell());
    troubles.add(new LoginRefusedException("no", false));

    assertThat(runUntilItGives()).isEmpty();
  }

  @Test
  void failsAtOnceWhereTheServerSaysThatTheUserIsWrong() {
    troubles.add(new LoginRefusedException("wrong", true));

    assertThatThrownBy(this::runUntilItGives).isInstanceOf(ConnectException.class).hasMessage("wrong");
  }

  @Test
  void failsTheTaskWhereAReaderBreaks() {
    troubles.add(new NoClassDefFoundError("io/forebay/Missing"));

    assertThatThrownBy(this::runUntilItGives).isInstanceOf(ConnectException.class).hasMessageContaining("io/forebay/Missing");
  }

  /** Runs a reader that meets the troubles, gives a batch and is stopped. */
  private List<SourceRecord> runUntilItGives() throws InterruptedException {
    var out = new Handover(); // what a reader of before has given is not this one's
    Thread thread = Thread.ofVirtual().start(new ReadingLoop(new Troubled(out), Duration.ofMillis(1), out));
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

  /** No trouble, but a round without any. */
  private static final class WentWell extends Exception {}

  private final class Troubled implements ReadingLoop.Reader {
    private final Handover out;

    Troubled(Handover out) {
      this.out = out;
    }

    @Override
    public void read(Runnable alive) throws ProtocolException, InterruptedException {
      switch (troubles.poll()) {
        case ProtocolException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case WentWell _ -> alive.run();
        case null, default -> out.give(List.of());
      }
    }

    @Override
    public String place() {
      return "A folder";
    }
  }
}
