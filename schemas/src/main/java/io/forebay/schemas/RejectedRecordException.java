package io.forebay.schemas;

/** A record that is refused for what it holds; it belongs on the dead-letter topic of the application that refuses it. */
public final class RejectedRecordException extends RuntimeException {
  private final ErrorCode code;

  /**
   * @param code why, for machines
   * @param sentence why, for people: what is wrong, where, and what to do; free of personal data
   */
  public RejectedRecordException(ErrorCode code, String sentence) {
    super(sentence);
    this.code = code;
  }

  public RejectedRecordException(ErrorCode code, String sentence, Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
