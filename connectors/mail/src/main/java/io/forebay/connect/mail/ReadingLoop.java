package io.forebay.connect.mail;

import io.forebay.schemas.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a reader at work: one whose store is away is tried again with growing pauses, one that is refused fails its task. Ends when it is interrupted, which closes
 * connections too: the thread must be a virtual one.
 */
final class ReadingLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingLoop.class);
  private static final Duration BACKOFF_MIN = Duration.ofMillis(100);

  /** Reads one place for good. */
  interface Reader {
    /**
     * Reads until it cannot.
     *
     * @param alive to be run whenever the store has answered
     */
    void read(Runnable alive) throws ProtocolException, IOException, InterruptedException;

    /** For people. */
    String place();
  }

  private final Reader reader;
  private final Duration backoffMax;
  private final Handover out;
  private Duration backoff = BACKOFF_MIN;

  ReadingLoop(Reader reader, Duration backoffMax, Handover out) {
    this.reader = reader;
    this.backoffMax = backoffMax;
    this.out = out;
  }

  @Override
  public void run() {
    try {
      while (!Thread.interrupted()) {
        try {
          reader.read(() -> backoff = BACKOFF_MIN);
        } catch (LoginRefusedException e) {
          throw new ConnectException(e.getMessage(), e);
        } catch (ProtocolException | IOException | UncheckedIOException | RegistryUnavailableException e) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          LOG.warn("{} cannot be read ({}); trying again in {}", reader.place(), e.toString(), backoff);
          Thread.sleep(backoff);
          Duration next = backoff.multipliedBy(2);
          backoff = next.compareTo(backoffMax) > 0 ? backoffMax : next;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      out.fail(e);
    }
  }
}
