package io.forebay.mcp;

import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.util.Optional;
import java.util.function.Consumer;

/** A call of a tool that has not been answered; thread-safe. */
final class PendingCall {
  private final String token;
  private final Consumer<ProgressNotification> progress;
  private volatile Object requestId;
  private volatile boolean isSent;
  private volatile boolean isTooLarge;

  PendingCall(String token, Consumer<ProgressNotification> progress) {
    this.token = token;
    this.progress = progress;
  }

  String token() {
    return token;
  }

  void tell(ProgressNotification notification) {
    progress.accept(notification);
  }

  /** The request is about to be written: from here on it may have its effect. */
  void sending(Object id) {
    requestId = id;
    isSent = true;
  }

  /** It was not written after all. */
  void notSent() {
    isSent = false;
  }

  boolean isSent() {
    return isSent;
  }

  void tooLarge() {
    isTooLarge = true;
  }

  boolean isTooLarge() {
    return isTooLarge;
  }

  Optional<Object> requestId() {
    return Optional.ofNullable(requestId);
  }
}
