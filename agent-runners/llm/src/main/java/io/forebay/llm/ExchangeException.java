package io.forebay.llm;

import java.util.List;
import java.util.Map;

/**
 * An exchange with a model server that brought no answer.
 *
 * <p>Has no cause, so that LangChain4j, which maps by causes, hands it through as it is.
 */
final class ExchangeException extends RuntimeException {
  /** What went wrong. */
  enum Kind {
    /** No connection could be made. */
    UNREACHABLE,
    /** The server said nothing for too long. */
    SILENT,
    /** The connection ended before the answer did. */
    BROKEN_OFF,
    /** The answer is larger than anybody wants to hold. */
    TOO_LARGE,
    /** The server answered, and not with success. */
    REFUSED
  }

  private final Kind kind;
  private final int status;
  private final transient Map<String, List<String>> headers;
  private final String body;

  private ExchangeException(Kind kind, String message, int status, Map<String, List<String>> headers, String body) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** Without what the other side sent. */
  static ExchangeException of(Kind kind, String message) {
    return new ExchangeException(kind, message, 0, Map.of(), "");
  }

  /**
   * An answer that is not a success.
   *
   * @param headers names in lower case
   * @param body the beginning of it
   */
  static ExchangeException refused(int status, Map<String, List<String>> headers, String body) {
    return new ExchangeException(Kind.REFUSED, "status " + status, status, headers, body);
  }

  Kind kind() {
    return kind;
  }

  int status() {
    return status;
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  String body() {
    return body;
  }
}
