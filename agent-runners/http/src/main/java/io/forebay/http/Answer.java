package io.forebay.http;

import java.util.List;
import org.apache.hc.core5.http.Header;

/** What came back in the end: status, headers and body, without the secrets that were sent. */
final class Answer {
  private final int status;
  private final Target from;
  private final int redirects;
  private final List<Header> headers;
  private final String contentType;
  private final boolean isEncoded;
  private final byte[] body;

  /**
   * Takes what was read.
   *
   * @param from where it came from in the end
   * @param contentType empty for none
   * @param isEncoded whether the body is compressed in a way that was not asked for, and was left so
   * @param body not copied
   */
  Answer(int status, Target from, int redirects, List<Header> headers, String contentType, boolean isEncoded, byte[] body) {
    this.status = status;
    this.from = from;
    this.redirects = redirects;
    this.headers = headers;
    this.contentType = contentType;
    this.isEncoded = isEncoded;
    this.body = body;
  }

  int status() {
    return status;
  }

  Target from() {
    return from;
  }

  int redirects() {
    return redirects;
  }

  List<Header> headers() {
    return headers;
  }

  String contentType() {
    return contentType;
  }

  boolean isEncoded() {
    return isEncoded;
  }

  byte[] body() {
    return body;
  }
}
