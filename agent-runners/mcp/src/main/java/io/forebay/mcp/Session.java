package io.forebay.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.runners.ActionFailedException;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** One open session with a server; many threads may call through it at once, and their calls run side by side. */
final class Session {
  /** Every request has a limit of its own; this is only the SDK's, which cannot be switched off. */
  private static final Duration SDK_TIMEOUT = Duration.ofDays(2);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final int PAGES_MAX = 100;
  private static final int TOOLS_MAX = 2000;
  private static final String IDEMPOTENCY_KEY = "io.forebay/idempotency-key";
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  /** What the server refused before it did anything. */
  private static final Set<Integer> REFUSALS =
      Set.of(ErrorCodes.PARSE_ERROR, ErrorCodes.INVALID_REQUEST, ErrorCodes.METHOD_NOT_FOUND, ErrorCodes.INVALID_PARAMS);

  private final String name;
  private final McpSettings settings;
  private final WatchedTransport transport;
  private final McpAsyncClient client;
  private volatile long heardAt = System.nanoTime();
  private volatile boolean isSuspect;

  private Session(String name, McpSettings settings, WatchedTransport transport, McpAsyncClient client) {
    this.name = name;
    this.settings = settings;
    this.transport = transport;
    this.client = client;
  }

  /**
   * Starts or finds the server, and greets it.
   *
   * @param onToolsChanged told when it says that it has other tools
   * @throws ActionFailedException if it does not start, or does not greet back within its start timeout
   */
  static Session open(String name, McpSettings settings, JsonMapper mapper, Runnable onToolsChanged)
      throws ActionFailedException, InterruptedException {
    McpServer server = settings.servers().get(name);
    WatchedTransport transport = Transports.of(name, server, settings, mapper, onToolsChanged);
    McpAsyncClient client =
        McpClient.async(transport)
            .clientInfo(Implementation.builder("forebay", version()).build())
            .capabilities(McpSchema.ClientCapabilities.builder().build())
            .requestTimeout(SDK_TIMEOUT)
            .initializationTimeout(server.startTimeout())
            .build();
    Session session = new Session(name, settings, transport, client);
    try {
      session.await(client.initialize(), TimeLimit.in(server.startTimeout()));
      return session;
    } catch (ExecutionException e) {
      session.close();
      throw Failures.notStarted(name, transport.loss().orElse(rootOf(e)));
    } catch (TimeoutException e) {
      session.close();
      throw Failures.notStarted(name, e).causedBy(e);
    } catch (InterruptedException e) {
      session.close();
      throw e;
    }
  }

  private static String version() {
    String version = Session.class.getPackage().getImplementationVersion();
    return version == null ? "0" : version;
  }

  /** Told once when it works no more. */
  void onLoss(Consumer<Throwable> listener) {
    transport.onLoss(listener);
    loss().ifPresent(listener);
  }

  /** Why it works no more; empty while it does. */
  Optional<Throwable> loss() {
    return transport.loss();
  }

  private boolean isLost() {
    return loss().isPresent();
  }

  /** Whether the server has ended it, and not by going away. */
  private boolean isOver() {
    return loss().filter(McpTransportSessionNotFoundException.class::isInstance).isPresent();
  }

  /**
   * Whether it answers. It is asked only where there is doubt: after a call that was not answered in time, and after 30 s of silence.
   */
  boolean isWell(TimeLimit limit) throws InterruptedException {
    if (isLost()) {
      return false;
    }
    if (!isSuspect && System.nanoTime() - heardAt < QUIET.toNanos()) {
      return true;
    }
    try {
      await(client.ping(), limit.within(PING_TIMEOUT));
      heard();
      return true;
    } catch (ExecutionException | TimeoutException e) {
      // A server that knows no ping has answered all the same.
      boolean hasAnswered = rootOf(e) instanceof McpError && !isLost();
      log.debug("{} does not answer a ping", name, e);
      return hasAnswered;
    }
  }

  /**
   * Lists all tools, page by page.
   *
   * @throws ActionFailedException if it has more than 2,000, or does not answer
   */
  List<Tool> tools(TimeLimit limit) throws ActionFailedException, InterruptedException {
    List<Tool> tools = new ArrayList<>();
    try {
      String cursor = null;
      for (int page = 0; page < PAGES_MAX && tools.size() <= TOOLS_MAX; page++) {
        ListToolsResult listed = await(client.listTools(cursor), limit);
        tools.addAll(listed.tools());
        cursor = listed.nextCursor();
        if (cursor == null || cursor.isEmpty()) {
          heard();
          return List.copyOf(tools);
        }
      }
    } catch (TimeoutException e) {
      isSuspect = true;
      throw Failures.timedOut(name, "tools/list").causedBy(e);
    } catch (ExecutionException e) {
      throw isOver() ? Failures.sessionOver(name, e) : lossOr(rootOf(e));
    }
    throw ActionFailedException.permanent("TOO_MANY_TOOLS", "the MCP server " + name + " lists more than " + TOOLS_MAX + " tools, or does not end");
  }

  /**
   * Calls a tool and waits for its answer.
   *
   * @param progress told by another thread; must not block
   * @throws InterruptedException if interrupted; the server has been told then that nobody waits
   */
  CallToolResult call(CallToolRequest request, Map<String, Object> meta, TimeLimit limit, Consumer<ProgressNotification> progress)
      throws ActionFailedException, InterruptedException {
    PendingCall call = transport.expect(progress);
    String end = "the call is over";
    try {
      CallToolResult answer = await(client.callTool(withMeta(request, meta, call.token())), limit);
      heard();
      return answer;
    } catch (TimeoutException e) {
      isSuspect = true;
      end = "it took too long";
      throw inDoubtIfSent(call, Failures.timedOut(name, "tools/call " + request.name()).causedBy(e));
    } catch (ExecutionException e) {
      throw failure(call, rootOf(e));
    } catch (InterruptedException e) {
      end = "the call was cancelled";
      throw e;
    } finally {
      transport.forget(call, end);
    }
  }

  /** The metadata that {@link #call} takes for a key which is the same with every attempt. */
  static Map<String, Object> idempotencyKey(String key) {
    return Map.of(IDEMPOTENCY_KEY, key);
  }

  private static CallToolRequest withMeta(CallToolRequest request, Map<String, Object> meta, String token) {
    Map<String, Object> all = new HashMap<>(meta);
    all.put("progressToken", token);
    return CallToolRequest.builder(request.name()).arguments(request.arguments()).meta(all).build();
  }

  private ActionFailedException failure(PendingCall call, Throwable cause) {
    if (call.isTooLarge()) {
      return Failures.answerTooLarge(name, settings.answerMax().toString()).inDoubt();
    }
    if (isOver() && !call.isSent()) {
      return Failures.sessionOver(name, cause);
    }
    ActionFailedException failure = lossOr(cause);
    boolean isRefused = failure.code().equals(Failures.SERVER_REFUSED);
    return isRefused ? failure : inDoubtIfSent(call, failure);
  }

  private ActionFailedException lossOr(Throwable cause) {
    return loss().map(reason -> Failures.lost(name, reason)).orElseGet(() -> failure(cause));
  }

  private ActionFailedException failure(Throwable cause) {
    heard();
    return switch (cause) {
      case McpError error when REFUSALS.contains(error.getJsonRpcError().code()) ->
          ActionFailedException.permanent(Failures.SERVER_REFUSED, "the MCP server " + name + " refused: " + Failures.reason(error)).causedBy(error);
      case McpError error ->
          ActionFailedException.retryable("SERVER_FAILED", "the MCP server " + name + " failed: " + Failures.reason(error)).causedBy(error);
      case IllegalArgumentException e -> Failures.badAnswer(name, e);
      default -> Failures.broken(name, cause);
    };
  }

  private static ActionFailedException inDoubtIfSent(PendingCall call, ActionFailedException failure) {
    return call.isSent() ? failure.inDoubt() : failure;
  }

  private void heard() {
    heardAt = System.nanoTime();
    isSuspect = false;
  }

  private <T> T await(Mono<T> answer, TimeLimit limit) throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<T> future = answer.toFuture();
    try {
      return future.get(limit.remainingNanos(), TimeUnit.NANOSECONDS);
    } finally {
      future.cancel(true);
    }
  }

  private static Throwable rootOf(Exception failure) {
    return failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
  }

  /** Ends the session, and the program where it has one; takes five seconds at most. */
  void close() {
    try {
      client.closeGracefully().toFuture().get(CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("the session with {} did not end well", name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
