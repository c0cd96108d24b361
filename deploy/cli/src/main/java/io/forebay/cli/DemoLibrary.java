package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import io.forebay.mcp.FileServer;
import io.forebay.runtime.ConfigLoader;
import io.forebay.runtime.ConfigSection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the demo's research reads: a folder of files, and a page on the loopback interface, gone with the demo. */
final class DemoLibrary implements AutoCloseable {
  private static final List<String> FILES = List.of("returns.md", "warranty.md", "office.md");
  private static final String PAGE = "delivery.html";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final HttpServer pages;

  private DemoLibrary(Path folder, HttpServer pages) {
    this.folder = folder;
    this.pages = pages;
  }

  static DemoLibrary open() {
    try {
      Path folder = Files.createTempDirectory("forebay-library").toRealPath();
      for (String file : FILES) {
        unpack("files/" + file, folder);
      }
      unpack("pages/" + PAGE, folder);
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer pages = SimpleFileServer.createFileServer(address, folder.resolve("pages"), OutputLevel.NONE);
      pages.start();
      return new DemoLibrary(folder, pages);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot lay out what the demo reads: " + e.getMessage() + "; free some space or set TMPDIR.", e);
    }
  }

  private static void unpack(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (var stream = DemoLibrary.class.getResourceAsStream("library/" + name)) {
      Files.write(file, stream.readAllBytes());
    }
  }

  /** The page's address. */
  URI page() {
    return URI.create(site() + "/" + PAGE);
  }

  private String site() {
    return "http://127.0.0.1:" + pages.getAddress().getPort();
  }

  private record Handlers(ConfigSection handlers) {}

  /**
   * Settings of the handlers: they may read the library, and the rest is as the environment says.
   *
   * @param variables of the environment; those that set something else are left out
   */
  ConfigSection handlers(Map<String, String> variables) {
    Map<String, String> own = new HashMap<>(variables);
    own.keySet().removeIf(name -> name.startsWith("FOREBAY_") && !name.startsWith("FOREBAY_HANDLERS_"));
    List<String> arguments =
        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), FileServer.class.getName(), folder.resolve("files").toString());
    Map<String, Object> server = Map.of("command", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "args", arguments);
    Map<String, Object> settings =
        Map.of("handlers", Map.of("http", Map.of("private-hosts", List.of(site())), "mcp", Map.of("servers", Map.of("files", server))));
    try {
      // JSON is YAML.
      Path file = Files.writeString(folder.resolve("forebay.yaml"), JSON.writeValueAsString(settings));
      return ConfigLoader.load(Handlers.class, Optional.of(file), own).handlers();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot write the demo's settings: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    pages.stop(0);
    try {
      DevStack.deleteTree(folder);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot remove " + folder + ": " + e.getMessage(), e);
    }
  }
}
