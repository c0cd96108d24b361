package io.forebay.mcp;

import io.forebay.mcp.LineReader.Line;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpTransportException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * MCP over the standard input and output of a program, one JSON-RPC message a line.
 *
 * <p>Takes the place of the SDK's own because that one hands the runner's environment to the program, ends its reading at the first line
 * that is no message without telling anybody, and lets those wait for ever whose program has died.
 *
 * <p>Reading and writing block, and a program may do neither: each has a daemon thread of its own.
 */
final class PipeTransport implements McpClientTransport {
  /** Messages that the program has not read yet; more is a program that does not read. */
  private static final int UNREAD_MAX = 256;

  /** Ends the writing, and with it the program's input; no message is empty. */
  private static final String END = "";

  private static final int NONSENSE_MAX = 1000;
  private static final int LOGGED_CHARS_MAX = 500;
  private static final Logger log = LoggerFactory.getLogger(PipeTransport.class);

  private final String name;
  private final McpServer server;
  private final McpJsonMapper mapper;
  private final int lineMax;
  private final BlockingQueue<String> outbox = new ArrayBlockingQueue<>(UNREAD_MAX);
  private volatile ServerProgram program;
  private volatile boolean isClosed;
  private volatile Consumer<Throwable> onLoss = _ -> {};
  private volatile Consumer<Line.TooLong> onTooLong = _ -> {};

  PipeTransport(String name, McpServer server, McpJsonMapper mapper, int lineMax) {
    this.name = name;
    this.server = server;
    this.mapper = mapper;
    this.lineMax = lineMax;
  }

  /** Told of messages that are longer than allowed; they are passed over. */
  void onTooLong(Consumer<Line.TooLong> listener) {
    onTooLong = listener;
  }

  /** Told once when the program has gone or makes no sense. */
  void onLoss(Consumer<Throwable> listener) {
    onLoss = listener;
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    return Mono.fromRunnable(
        () -> {
          try {
            program = ServerProgram.start(server, System.getenv());
          } catch (IOException e) {
            McpTransportException failure = new McpTransportException(server.command() + " cannot be started: " + e.getMessage(), e);
            onLoss.accept(failure);
            throw failure;
          }
          Process process = program.process();
          daemon("out", () -> read(process, handler));
          daemon("err", () -> readErrors(process));
          daemon("in", () -> write(process));
          if (isClosed) {
            end();
          }
        });
  }

  private void daemon(String stream, Runnable work) {
    Thread.ofPlatform().daemon().name("mcp-" + name + "-" + stream).start(work);
  }

  private void read(Process process, Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    LineReader lines = new LineReader(process.getInputStream(), lineMax);
    String reason = "it closed its output";
    try {
      int nonsense = 0;
      for (Line line = lines.next(); !(line instanceof Line.End) && nonsense < NONSENSE_MAX; line = lines.next()) {
        nonsense = take(line, handler) ? 0 : nonsense + 1;
      }
      if (nonsense == NONSENSE_MAX) {
        reason = "it wrote " + NONSENSE_MAX + " lines in a row that are no MCP";
      }
    } catch (IOException e) {
      reason = "its output cannot be read: " + e.getMessage();
    }
    if (!isClosed) {
      onLoss.accept(new McpTransportException(reason + exit(process)));
    }
  }

  /** Whether it was a message. */
  private boolean take(Line line, Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    return switch (line) {
      case Line.Whole(String text) -> {
        try {
          handler.apply(Mono.just(McpSchema.deserializeJsonRpcMessage(mapper, text))).subscribe(_ -> {}, e -> log.debug("a message of {} was not taken", name, e));
          yield true;
        } catch (IOException | IllegalArgumentException e) {
          log.debug("{} wrote a line that is no MCP: {}", name, Foreign.shorten(text, LOGGED_CHARS_MAX));
          yield false;
        }
      }
      case Line.TooLong tooLong -> {
        onTooLong.accept(tooLong);
        yield true;
      }
      case Line.End _ -> false;
    };
  }

  private static String exit(Process process) {
    try {
      return process.waitFor(200, TimeUnit.MILLISECONDS) ? " and ended with exit code " + process.exitValue() : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private void readErrors(Process process) {
    LineReader lines = new LineReader(process.getErrorStream(), LOGGED_CHARS_MAX);
    try {
      for (Line line = lines.next(); !(line instanceof Line.End); line = lines.next()) {
        if (log.isDebugEnabled()) {
          log.debug("{} says: {}", name, Foreign.shorten(line instanceof Line.TooLong(String head, _) ? head : ((Line.Whole) line).text(), LOGGED_CHARS_MAX));
        }
      }
    } catch (IOException e) {
      log.debug("the errors of {} cannot be read any more", name, e);
    }
  }

  private void write(Process process) {
    try (OutputStream out = process.getOutputStream()) {
      for (String message = outbox.take(); !message.equals(END); message = outbox.take()) {
        out.write(message.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        out.flush();
      }
    } catch (IOException e) {
      log.debug("{} reads no more", name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.fromRunnable(
        () -> {
          try {
            if (!outbox.offer(mapper.writeValueAsString(message))) {
              throw new McpTransportException("it has not read the last " + UNREAD_MAX + " messages");
            }
          } catch (IOException e) {
            throw new McpTransportException("a message cannot be written", e);
          }
        });
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(
        () -> {
          isClosed = true;
          end();
        });
  }

  private void end() {
    if (program != null) {
      outbox.offer(END);
      program.stop();
    }
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return mapper.convertValue(data, type);
  }
}
