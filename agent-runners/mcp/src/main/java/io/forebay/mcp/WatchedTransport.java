package io.forebay.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpTransportException;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Stands between the SDK's session and a transport, and knows which requests wait for an answer.
 *
 * <p>The session cannot tell which request is whose, nor call one off, and keeps what is never answered for ever. Here a call is found
 * again by its progress token, is called off by name, and is answered in the server's place when the server has gone.
 */
final class WatchedTransport implements McpClientTransport {
  private static final int CAUSES_MAX = 10;
  private static final String CANCELLED = "notifications/cancelled";
  private static final Logger log = LoggerFactory.getLogger(WatchedTransport.class);

  private final McpClientTransport transport;
  private final Runnable onToolsChanged;
  private final AtomicLong tokens = new AtomicLong();
  private final Map<String, PendingCall> calls = new ConcurrentHashMap<>();
  private final Set<Object> unanswered = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Throwable> loss = new AtomicReference<>();
  private volatile Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> session = message -> message;
  private volatile Consumer<Throwable> onLoss = _ -> {};

  WatchedTransport(McpClientTransport transport, Runnable onToolsChanged) {
    this.transport = transport;
    this.onToolsChanged = onToolsChanged;
  }

  /** Told once when the transport has broken for good. */
  void onLoss(Consumer<Throwable> listener) {
    onLoss = listener;
  }

  /** Why it works no more; empty while it does. */
  Optional<Throwable> loss() {
    return Optional.ofNullable(loss.get());
  }

  PendingCall expect(Consumer<ProgressNotification> progress) {
    PendingCall call = new PendingCall("forebay-" + tokens.incrementAndGet(), progress);
    calls.put(call.token(), call);
    return call;
  }

  /** Nobody waits for it any more; the server is told where it has not answered. */
  void forget(PendingCall call, String reason) {
    calls.remove(call.token());
    call.requestId()
        .filter(unanswered::remove)
        .ifPresent(
            id -> {
              // The session keeps what is unanswered; nobody reads this answer.
              answer(JSONRPCResponse.result(id, Map.of()));
              if (loss.get() == null) {
                transport
                    .sendMessage(new JSONRPCNotification(CANCELLED, Map.of("requestId", id, "reason", reason)))
                    .subscribe(_ -> {}, e -> log.debug("a server could not be told that nobody waits", e));
              }
            });
  }

  /** Breaks it: everything that waits is told, and nothing more is sent. */
  void lose(Throwable reason) {
    if (loss.compareAndSet(null, reason)) {
      List.copyOf(unanswered).forEach(id -> refuse(id, "the server has gone"));
      onLoss.accept(reason);
    }
  }

  /** Finds whose answer was too long; where it is nobody's, the server talks nonsense. */
  void tooLong(String head, String tail) {
    unanswered.stream()
        .filter(id -> isIn(head, id) || isIn(tail, id))
        .findFirst()
        .ifPresentOrElse(this::refuseTooLong, () -> lose(new McpTransportException("it sent a message that is too long")));
  }

  private void refuseTooLong(Object id) {
    calls.values().stream().filter(call -> call.requestId().equals(Optional.of(id))).forEach(PendingCall::tooLarge);
    refuse(id, "the answer is too long");
  }

  private static boolean isIn(String text, Object id) {
    return id instanceof String name && text.contains("\"" + name + "\"");
  }

  private void refuse(Object id, String why) {
    if (unanswered.remove(id)) {
      answer(JSONRPCResponse.error(id, new JSONRPCError(McpSchema.ErrorCodes.INTERNAL_ERROR, why)));
    }
  }

  private void answer(JSONRPCResponse response) {
    session.apply(Mono.just(response)).subscribe();
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    session = handler;
    return transport.connect(messages -> handler.apply(messages.filter(this::isForSession)));
  }

  /** Only answers and requests: what servers notify of beside progress and tools is of no use here. */
  private boolean isForSession(JSONRPCMessage message) {
    return switch (message) {
      case JSONRPCResponse response -> response.id() != null && unanswered.remove(response.id());
      case JSONRPCNotification notification -> {
        notice(notification);
        yield false;
      }
      default -> true;
    };
  }

  private void notice(JSONRPCNotification notification) {
    String method = notification.method();
    if (McpSchema.METHOD_NOTIFICATION_PROGRESS.equals(method)) {
      try {
        ProgressNotification progress = transport.unmarshalFrom(notification.params(), new TypeRef<ProgressNotification>() {});
        PendingCall call = progress.progressToken() instanceof String token ? calls.get(token) : null;
        if (call != null) {
          call.tell(progress);
        }
      } catch (IllegalArgumentException e) {
        log.debug("a server told progress that cannot be read", e);
      }
    } else if (McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED.equals(method)) {
      onToolsChanged.run();
    }
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    if (!(message instanceof JSONRPCRequest request)) {
      return transport.sendMessage(message);
    }
    Optional<PendingCall> call = call(request);
    unanswered.add(request.id());
    Throwable reason = loss.get();
    if (reason != null) {
      unanswered.remove(request.id());
      return Mono.error(new McpTransportException(Failures.reason(reason), reason));
    }
    call.ifPresent(pending -> pending.sending(request.id()));
    return transport
        .sendMessage(message)
        .doOnError(
            e -> {
              call.filter(_ -> causes(e).anyMatch(WatchedTransport::isUnconnected)).ifPresent(PendingCall::notSent);
              call.filter(_ -> causes(e).anyMatch(WatchedTransport::isTooLarge)).ifPresent(PendingCall::tooLarge);
              unanswered.remove(request.id());
            });
  }

  private Optional<PendingCall> call(JSONRPCRequest request) {
    return request.params() instanceof CallToolRequest call && call.meta() != null && call.meta().get("progressToken") instanceof String token
        ? Optional.ofNullable(calls.get(token))
        : Optional.empty();
  }

  /** Whether nothing of the request can have arrived. */
  private static boolean isUnconnected(Throwable cause) {
    return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
  }

  /** The SDK has no class of its own for this; {@code HttpTransportTest} tells when its words change. */
  private static boolean isTooLarge(Throwable cause) {
    return cause instanceof McpTransportException && cause.getMessage() != null && cause.getMessage().matches("Inbound .{1,40} exceeds the maximum allowed size .*");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(CAUSES_MAX);
  }

  /** A session that is over is not begun anew beneath the calls that run in it: it is lost, and another one takes its place. */
  @Override
  public void setExceptionHandler(Consumer<Throwable> handler) {
    transport.setExceptionHandler(
        reason -> {
          if (reason instanceof McpTransportSessionNotFoundException) {
            endSession(reason);
          } else {
            handler.accept(reason);
          }
        });
  }

  /**
   * Some request was turned away because the server has forgotten the session.
   *
   * <p>Which one, the SDK does not say; where only one waits, it is this one, and nothing was done. Where there are more, any of them may
   * have been taken before.
   */
  private void endSession(Throwable reason) {
    if (unanswered.size() == 1) {
      calls.values().stream().filter(call -> call.requestId().filter(unanswered::contains).isPresent()).forEach(PendingCall::notSent);
    }
    lose(reason);
  }

  @Override
  public List<String> protocolVersions() {
    return transport.protocolVersions();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return transport.closeGracefully();
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return transport.unmarshalFrom(data, type);
  }
}
