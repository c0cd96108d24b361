package io.forebay.http;

import io.forebay.runners.ActionFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;

/** One request with its redirects: run by one thread, called off by another. */
final class Exchange {
  static final int REDIRECTS_MAX = 5;
  private static final int EXCERPT_BYTES = 4096;

  private final HttpInput input;
  private final Map<String, String> headers;
  private final Credentials credentials;
  private final HostRules allowed;
  private final long responseMax;
  private final boolean isOnFreshConnection;
  private final Supplier<Duration> remaining;
  private final Transport transport;
  private final InstantSource clock;
  private final SendGate gate = new SendGate();
  private HttpUriRequestBase current;

  /**
   * Prepares it; nothing is sent yet.
   *
   * @param headers what is sent beside the secrets
   * @param responseMax bytes of a body that are read
   * @param remaining what is left of the time for all of it
   */
  Exchange(
      HttpInput input,
      Map<String, String> headers,
      Credentials credentials,
      HostRules allowed,
      long responseMax,
      boolean isOnFreshConnection,
      Supplier<Duration> remaining,
      Transport transport,
      InstantSource clock) {
    this.input = input;
    this.headers = headers;
    this.credentials = credentials;
    this.allowed = allowed;
    this.responseMax = responseMax;
    this.isOnFreshConnection = isOnFreshConnection;
    this.remaining = remaining;
    this.transport = transport;
    this.clock = clock;
  }

  /**
   * Sends and reads until there is an answer.
   *
   * @throws ActionFailedException in doubt where a request that changes something may have been done
   */
  Answer run() throws ActionFailedException {
    try {
      return follow();
    } catch (ActionFailedException e) {
      throw inDoubtIfSent(e);
    }
  }

  /** Ends it from another thread; nothing more is sent. */
  void callOff() {
    gate.callOff();
    HttpUriRequestBase running = running(null);
    if (running != null) {
      running.cancel();
    }
  }

  /** The same failure, in doubt where something may have been done. */
  ActionFailedException inDoubtIfSent(ActionFailedException failure) {
    return gate.mayHaveHadEffect() ? failure.inDoubt() : failure;
  }

  private synchronized HttpUriRequestBase running(HttpUriRequestBase next) {
    current = next == null ? current : next;
    return current;
  }

  private Answer follow() throws ActionFailedException {
    Step step = Step.first(input);
    for (int redirects = 0; ; redirects++) {
      checkAllowed(step.target(), redirects);
      HttpUriRequestBase request = running(step.request(headers, credentials));
      ClassicHttpResponse response = send(request, step.target());
      try {
        int status = response.getCode();
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        if (!input.followsRedirects() || !Step.isRedirect(status) || location == null) {
          return answer(response, step.target(), redirects);
        }
        step = redirect(step, status, location.getValue(), redirects);
      } catch (IOException e) {
        throw Failure.of(e, step.target(), response.getCode());
      } finally {
        close(request, response);
      }
    }
  }

  private void checkAllowed(Target target, int redirects) throws ActionFailedException {
    if (!allowed.permit(target)) {
      throw ActionFailedException.permanent(
          "HOST_NOT_ALLOWED",
          (redirects == 0 ? "" : "redirected to a host that is not allowed: ")
              + target.origin()
              + " is not in handlers.http.allowed-hosts of the runner; plain HTTP and other ports have to be named there");
    }
  }

  private ClassicHttpResponse send(HttpUriRequestBase request, Target target) throws ActionFailedException {
    Duration left = remaining.get();
    try {
      if (left.isZero() || gate.isCalledOff()) {
        throw new InterruptedIOException("no time left");
      }
      return transport.send(request, target, left, isOnFreshConnection, gate);
    } catch (IOException e) {
      throw Failure.of(e, target, 0);
    }
  }

  private Step redirect(Step step, int status, String location, int redirects) throws ActionFailedException {
    if (redirects == REDIRECTS_MAX) {
      throw ActionFailedException.permanent(
          "TOO_MANY_REDIRECTS", step.target().origin() + " redirects once more after " + REDIRECTS_MAX + " redirects; ask for the last place itself");
    }
    Step next;
    try {
      next = step.redirected(status, step.target().resolve(location));
    } catch (IllegalArgumentException e) {
      throw ActionFailedException.permanent("BAD_REDIRECT", step.target().origin() + " redirects to what cannot be followed: " + e.getMessage());
    }
    if (next.method() == step.method()) {
      gate.lastWasNotDone();
    } else {
      gate.lastWasDone();
    }
    return next;
  }

  private Answer answer(ClassicHttpResponse response, Target from, int redirects) throws IOException, ActionFailedException {
    HttpEntity entity = response.getEntity();
    int status = response.getCode();
    if (!input.accepted().contains(status)) {
      if (!StatusFailure.leavesDoubt(status)) {
        gate.lastWasNotDone();
      }
      String excerpt = Excerpt.of(credentials.hide(BodyReader.beginning(entity, EXCERPT_BYTES)));
      throw StatusFailure.of(status, from, response, excerpt, clock.instant());
    }
    byte[] body = credentials.hide(BodyReader.all(entity, responseMax));
    boolean isEncoded = entity != null && entity.getContentEncoding() != null && !entity.getContentEncoding().isBlank() && !BodyReader.isGzip(entity);
    String contentType = entity == null || entity.getContentType() == null ? "" : entity.getContentType();
    return new Answer(status, from, redirects, headers(response), contentType, isEncoded, body);
  }

  private List<Header> headers(ClassicHttpResponse response) {
    return Arrays.stream(response.getHeaders())
        .<Header>map(header -> new BasicHeader(header.getName(), header.getValue() == null ? "" : credentials.hide(header.getValue())))
        .toList();
  }

  /** What was not read is not read now either: closing alone would wait for the rest of the body. */
  private static void close(HttpUriRequestBase request, ClassicHttpResponse response) {
    request.cancel();
    try {
      response.close();
    } catch (IOException e) {
      // The answer was read or given up; the connection is gone either way.
    }
  }
}
