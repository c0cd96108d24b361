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
 * Keeps a reader at work: one whose store is away is tried again with growing pauses, one that is refused fails its task, and so does one that breaks. Ends when it is
 * interrupted, which closes connections too: the thread must be a virtual one.
 */
final class ReadingLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingLoop.class);
  private static final Duration BACKOFF_MIN = Duration.ofMillis(100);
  private static final Duration REFUSED_BACKOFF_MIN = Duration.ofSeconds(5);

  /** Reads one place for good. */
  interface Reader {
    /**
     * Reads until it cannot.
     *
     * @param alive to be run whenever all went well for a round: the next trouble is a new one
     */
    void read(Runnable alive) throws ProtocolException, IOException, InterruptedException;

    /** For people. */
    String place();
  }

  private final Reader reader;
  private final Duration backoffMax;
  private final Handover out;
  private Duration backoff = BACKOFF_MIN;
  private int refusals;

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
          reader.read(this::calmDown);
        } catch (LoginRefusedException e) {
          refusals++;
          if (e.isFinal(refusals)) {
            throw new ConnectException(e.getMessage(), e);
          }
          backoff = max(backoff, REFUSED_BACKOFF_MIN);
          pause(e);
        } catch (ProtocolException | IOException | UncheckedIOException | RegistryUnavailableException e) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          pause(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      out.fail(e);
    }
  }

  private void calmDown() {
    backoff = BACKOFF_MIN;
    refusals = 0;
  }

  private void pause(Exception trouble) throws InterruptedException {
    Duration pause = backoff.compareTo(backoffMax) > 0 ? backoffMax : backoff;
    LOG.warn("{} cannot be read ({}); trying again in {}", reader.place(), trouble.toString(), pause);
    Thread.sleep(pause);
    backoff = pause.multipliedBy(2);
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
