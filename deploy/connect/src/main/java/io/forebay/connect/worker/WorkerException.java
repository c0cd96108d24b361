package io.forebay.connect.worker;

/** A worker did not start, is not there or refused; the message is one sentence for whoever started or asked it. */
public final class WorkerException extends RuntimeException {
  public WorkerException(String sentence) {
    super(sentence);
  }

  public WorkerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
