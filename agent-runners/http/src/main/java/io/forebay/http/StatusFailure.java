package io.forebay.http;

import io.forebay.runners.ActionFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/** What a status that is no answer means to dispatch. */
final class StatusFailure {
  private static final int SECONDS_DIGITS_MAX = 9;
  private static final int FIRST_SERVER_ERROR = 500;

  /** Nobody waits longer because another system says so. */
  private static final Duration RETRY_AFTER_MAX = Duration.ofDays(1);

  private StatusFailure() {}

  /**
   * The failure.
   *
   * @param excerpt what the body begins with, for people
   */
  static ActionFailedException of(int status, Target from, ClassicHttpResponse response, String excerpt, Instant now) {
    String message = from.origin() + " answered " + status + (excerpt.isEmpty() ? "" : ": " + excerpt);
    String code = "HTTP_" + status;
    if (!isRetryable(status)) {
      return ActionFailedException.permanent(code, message);
    }
    ActionFailedException failure = ActionFailedException.retryable(code, message);
    Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    return retryAfter == null ? failure : pause(retryAfter.getValue(), now).map(failure::after).orElse(failure);
  }

  /** Not now, rather than never: RFC 9110 15.5.9, RFC 8470 5.2, RFC 6585 4, and what is wrong with the server itself. */
  private static boolean isRetryable(int status) {
    return status == HttpStatus.SC_REQUEST_TIMEOUT
        || status == HttpStatus.SC_TOO_EARLY
        || status == HttpStatus.SC_TOO_MANY_REQUESTS
        || (status >= FIRST_SERVER_ERROR && status != HttpStatus.SC_NOT_IMPLEMENTED && status != HttpStatus.SC_HTTP_VERSION_NOT_SUPPORTED);
  }

  /** Whether what was asked for may have been done all the same: gateways answer 502 to 504 for servers that went on working. */
  static boolean leavesDoubt(int status) {
    return status >= FIRST_SERVER_ERROR && status != HttpStatus.SC_NOT_IMPLEMENTED;
  }

  /**
   * Reads Retry-After (RFC 9110 10.2.3).
   *
   * @param value seconds or a date
   * @return zero to a day; empty where it is neither
   */
  static Optional<Duration> pause(String value, Instant now) {
    String text = value == null ? "" : value.strip();
    Duration pause;
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      pause = text.length() > SECONDS_DIGITS_MAX ? RETRY_AFTER_MAX : Duration.ofSeconds(Long.parseLong(text));
    } else {
      Instant until = DateUtils.parseStandardDate(text);
      if (until == null) {
        return Optional.empty();
      }
      pause = until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }
    return Optional.of(pause.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : pause);
  }
}
