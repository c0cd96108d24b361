package io.forebay.http;

import io.forebay.runners.ActionFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Tells failed connections apart. */
final class Failure {
  private Failure() {}

  /**
   * What a failure means to dispatch.
   *
   * @param status of the answer, 0 where none came
   */
  static ActionFailedException of(IOException e, Target target, int status) {
    String where = target.origin() + (status == 0 ? "" : " answered " + status + ", and then");
    return switch (e) {
      case AddressRefusedException refused -> ActionFailedException.permanent("ADDRESS_NOT_ALLOWED", refused.getMessage());
      case UnknownHostException unknown -> ActionFailedException.retryable("UNKNOWN_HOST", unknown.getMessage()).causedBy(e);
      case TooLargeException large ->
          ActionFailedException.permanent("TOO_LARGE", where + " sent " + large.getMessage() + "; see handlers.http.response-max");
      case ConnectTimeoutException _ -> connectFailed(target, e);
      case HttpHostConnectException _ -> connectFailed(target, e);
      case SSLException tls ->
          ActionFailedException.retryable("TLS_FAILED", where + " could not be spoken with over TLS: " + Excerpt.of(String.valueOf(tls.getMessage()))).causedBy(e);
      case InterruptedIOException _ -> timedOut(target).causedBy(e);
      case ClientProtocolException _ -> unreadable(where, e);
      case MessageConstraintException _ -> unreadable(where, e);
      case TruncatedChunkException _ -> lost(where, e);
      case MalformedChunkCodingException _ -> unreadable(where, e);
      case ZipException _ -> unreadable(where, e);
      default -> lost(where, e);
    };
  }

  static ActionFailedException timedOut(Target target) {
    return ActionFailedException.retryable("TIMEOUT", target.origin() + " did not answer within the time of the request");
  }

  private static ActionFailedException connectFailed(Target target, IOException e) {
    return ActionFailedException.retryable("CONNECT_FAILED", "could not connect to " + target.origin()).causedBy(e);
  }

  private static ActionFailedException lost(String where, IOException e) {
    return ActionFailedException.retryable("CONNECTION_LOST", where + " closed or lost the connection before its answer was complete").causedBy(e);
  }

  /** Worth another attempt: most broken answers are cut off, or a gateway's that is being restarted. Without the cause, which repeats what was sent. */
  private static ActionFailedException unreadable(String where, IOException e) {
    Throwable reason = e.getCause() == null ? e : e.getCause();
    return ActionFailedException.retryable("BAD_ANSWER", where + " sent what cannot be read: " + reason.getClass().getSimpleName());
  }
}
