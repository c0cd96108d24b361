package io.forebay.connect.outbox;

/** An ingest that cannot go on by itself: somebody has to change the row, the settings or the database. */
public final class OutboxFailedException extends RuntimeException {
  OutboxFailedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
