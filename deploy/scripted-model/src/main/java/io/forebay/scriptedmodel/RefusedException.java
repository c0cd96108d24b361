package io.forebay.scriptedmodel;

/** A request that is not answered, in the words of the protocol. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  RefusedException(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static RefusedException bad(String message) {
    return new RefusedException(400, "invalid_request_error", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
