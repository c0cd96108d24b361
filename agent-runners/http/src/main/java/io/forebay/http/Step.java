package io.forebay.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/**
 * One request on the way to an answer: the first, or what a redirect made of it.
 *
 * @param isWithSecrets false for good once a redirect has left the first origin
 */
record Step(Method method, Target target, Optional<RequestBody> body, boolean isWithSecrets) {
  static Step first(HttpInput input) {
    return new Step(input.method(), input.target(), input.body(), true);
  }

  static boolean isRedirect(int status) {
    return switch (status) {
      case HttpStatus.SC_MOVED_PERMANENTLY,
          HttpStatus.SC_MOVED_TEMPORARILY,
          HttpStatus.SC_SEE_OTHER,
          HttpStatus.SC_TEMPORARY_REDIRECT,
          HttpStatus.SC_PERMANENT_REDIRECT ->
          true;
      default -> false;
    };
  }

  /** What a redirect asks for instead (RFC 9110 15.4): 303 to look there, 301 and 302 too if it was a POST, as every browser has it. */
  Step redirected(int status, Target next) {
    boolean isLook =
        status == HttpStatus.SC_SEE_OTHER
            || (method == Method.POST && (status == HttpStatus.SC_MOVED_PERMANENTLY || status == HttpStatus.SC_MOVED_TEMPORARILY));
    boolean keepsSecrets = isWithSecrets && next.hasOriginOf(target);
    return isLook
        ? new Step(method == Method.HEAD ? Method.HEAD : Method.GET, next, Optional.empty(), keepsSecrets)
        : new Step(method, next, body, keepsSecrets);
  }

  HttpUriRequestBase request(Map<String, String> headers, Credentials credentials) {
    HttpUriRequestBase request = new HttpUriRequestBase(method.name(), URI.create(target.url()));
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
    body.ifPresent(
        content -> {
          request.setEntity(content.entity());
          request.setHeader(HttpHeaders.CONTENT_TYPE, content.contentType());
        });
    headers.forEach(
        (name, value) -> {
          if (body.isPresent() || !name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
            request.setHeader(name, value);
          }
        });
    if (isWithSecrets) {
      credentials.headers().forEach(request::setHeader);
    }
    return request;
  }
}
