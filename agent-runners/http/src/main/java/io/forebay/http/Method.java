package io.forebay.http;

/** What a request asks for (RFC 9110 9.3, RFC 5789). */
enum Method {
  GET,
  HEAD,
  OPTIONS,
  PUT,
  DELETE,
  POST,
  PATCH;

  /** Changes nothing (RFC 9110 9.2.1). */
  boolean isSafe() {
    return this == GET || this == HEAD || this == OPTIONS;
  }

  /** Twice is like once (RFC 9110 9.2.2). */
  boolean isIdempotent() {
    return this != POST && this != PATCH;
  }

  boolean takesBody() {
    return this != GET && this != HEAD;
  }
}
