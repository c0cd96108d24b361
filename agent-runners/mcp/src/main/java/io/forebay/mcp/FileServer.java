package io.forebay.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.mcp.FileFolder.NotShownException;
import io.forebay.runtime.ByteSize;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A server that shows one folder over the Model Context Protocol, read-only: {@code java -cp … io.forebay.mcp.FileServer FOLDER}.
 *
 * <p>It speaks on standard input and output, logs to standard error, and ends when its input does. Its tools are {@code list_files} and {@code read_file}.
 */
public final class FileServer {
  private static final ByteSize MESSAGE_MAX = ByteSize.mebibytes(1);
  private static final ToolAnnotations READ_ONLY = ToolAnnotations.builder().readOnlyHint(true).idempotentHint(true).destructiveHint(false).openWorldHint(false).build();

  private FileServer() {}

  /**
   * Serves until the input ends.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 1) {
      System.err.println("usage: java -cp CLASSPATH " + FileServer.class.getName() + " FOLDER");
      System.exit(2);
    }
    try {
      FileFolder folder = new FileFolder(Path.of(arguments[0]));
      PrintStream messages = System.out;
      // Whatever logs to standard output would break the protocol.
      System.setOut(System.err);
      serve(folder, System.in, messages);
    } catch (IOException e) {
      System.err.println("Cannot show " + arguments[0] + ": " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private static void serve(FileFolder folder, InputStream in, PrintStream out) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    JsonMapper mapper = Json.mapper(MESSAGE_MAX);
    McpJsonMapper json = Json.forSdk(mapper);
    McpSyncServer server =
        McpServer.sync(new StdioServerTransportProvider(json, new Watched(in, ended), out))
            .serverInfo("forebay-files", "1")
            .capabilities(ServerCapabilities.builder().tools(false).build())
            .jsonMapper(json)
            .toolCall(
                tool("list_files", "Lists the files of a folder, one a line; folders end in a slash.", "The folder; the top one unless given.", false),
                (_, request) -> answer(() -> String.join("\n", folder.list(path(request)))))
            .toolCall(
                tool("read_file", "Reads a text file of at most 256 KiB.", "As list_files tells it.", true),
                (_, request) -> answer(() -> folder.read(path(request))))
            .build();
    ended.await();
    server.close();
  }

  private static Tool tool(String name, String description, String pathIs, boolean required) {
    Map<String, Object> path = Map.of("type", "string", "maxLength", 1000, "description", pathIs);
    Map<String, Object> arguments =
        Map.of("type", "object", "additionalProperties", false, "properties", Map.of("path", path), "required", required ? List.of("path") : List.of());
    return Tool.builder(name, arguments).description(description).annotations(READ_ONLY).build();
  }

  private static String path(CallToolRequest request) {
    Object path = request.arguments() == null ? null : request.arguments().get("path");
    return path == null ? "" : path.toString();
  }

  private interface Look {
    String take() throws NotShownException, IOException;
  }

  private static CallToolResult answer(Look look) {
    try {
      return CallToolResult.builder().addTextContent(look.take()).isError(false).build();
    } catch (NotShownException e) {
      return CallToolResult.builder().addTextContent(e.getMessage()).isError(true).build();
    } catch (IOException e) {
      // Its message may tell where the folder is.
      return CallToolResult.builder().addTextContent("It cannot be read (" + e.getClass().getSimpleName() + ").").isError(true).build();
    }
  }

  /** Tells when the input has ended, which the SDK keeps to itself. */
  private static final class Watched extends FilterInputStream {
    private final CountDownLatch ended;

    private Watched(InputStream in, CountDownLatch ended) {
      super(in);
      this.ended = ended;
    }

    @Override
    public int read() throws IOException {
      return watch(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return watch(super.read(bytes, offset, length));
    }

    private int watch(int read) {
      if (read < 0) {
        ended.countDown();
      }
      return read;
    }
  }
}
