package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runners.ActionFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference servers of the npm registry, over pipes and over streamable HTTP. */
@Timeout(400)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealServersIT {
  private Path servers;
  private Path folder;
  private URI endpoint;
  private Process httpServer;
  private TestRunner caller;
  private TestRunner lister;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    servers = Node.realServers();
    folder = temporary.toRealPath();
    int port = freePort();
    endpoint = URI.create("http://127.0.0.1:" + port + "/mcp");
    startHttp();
    McpServer everything = Settings.program("node", script("everything"), "stdio");
    McpServer files = Settings.program("node", script("filesystem"), folder.toString());
    McpSettings settings = Settings.of(Map.of("pipe", everything, "http", Settings.at(endpoint), "files", files));
    caller = new TestRunner(new McpCallHandler(), settings);
    lister = new TestRunner(new McpListHandler(), settings);
  }

  private String script(String server) {
    return servers.resolve("server-" + server).resolve("dist/index.js").toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void startHttp() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("node", script("everything"), "streamableHttp");
    builder.environment().put("PORT", String.valueOf(endpoint.getPort()));
    httpServer = builder.redirectErrorStream(true).redirectOutput(folder.resolve("http.log").toFile()).start();
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(folder.resolve("http.log")).contains("listening"));
  }

  @AfterAll
  void stop() {
    if (caller != null) {
      caller.close();
      lister.close();
    }
    if (httpServer != null) {
      httpServer.destroyForcibly();
    }
  }

  private static String input(String server, String tool, String arguments) {
    return "{\"server\": \"" + server + "\", \"tool\": \"" + tool + "\", \"arguments\": " + arguments + "}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "http"})
  void callsATool(String server) throws Exception {
    assertThat(caller.text(input(server, "get-sum", "{\"a\": 2, \"b\": 40}"))).contains("42");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "http"})
  void refusesArgumentsThatTheToolDoesNotTake(String server) {
    assertThat(caller.failure(input(server, "get-sum", "{\"a\": \"two\"}")).code()).isEqualTo("BAD_ARGUMENTS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "http"})
  void answersStructuredContent(String server) throws Exception {
    JsonNode answer = caller.run(input(server, "get-structured-content", "{\"location\": \"Chicago\"}"));

    assertThat(answer.at("/structuredContent/temperature").isNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "http"})
  void answersAnImage(String server) throws Exception {
    JsonNode image = caller.run(input(server, "get-tiny-image", "{}")).get("content").get(1);

    assertThat(image.get("mediaType").textValue()).isEqualTo("image/png");
    byte[] bytes = image.has("data") ? Base64.getDecoder().decode(image.get("data").textValue()) : caller.blobs.get(image.at("/blob/uri").textValue());
    assertThat(bytes).startsWith(0x89, 'P', 'N', 'G');
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "http"})
  void answersResourcesAndLinks(String server) throws Exception {
    JsonNode links = caller.run(input(server, "get-resource-links", "{\"count\": 3}")).get("content");
    JsonNode resource = caller.run(input(server, "get-resource-reference", "{\"resourceType\": \"Text\", \"resourceId\": 1}")).get("content");

    assertThat(links.findValuesAsText("type")).contains("link");
    assertThat(resource.findValuesAsText("type")).contains("resource");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "http"})
  void tellsProgress(String server) throws Exception {
    TestCall call = TestCall.of(input(server, "trigger-long-running-operation", "{\"duration\": 0.5, \"steps\": 5}"));

    caller.run(call);

    assertThat(call.told()).isNotEmpty().allSatisfy(progress -> assertThat(progress.get("total").intValue()).isEqualTo(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "http"})
  void endsACallThatTakesTooLong(String server) throws Exception {
    TestCall call = TestCall.of(input(server, "trigger-long-running-operation", "{\"duration\": 20, \"steps\": 1}"));
    caller.text(input(server, "echo", "{\"message\": \"started\"}"));

    assertThat(caller.failure(call.within(Duration.ofMillis(500))).code()).isEqualTo("TIMEOUT");

    assertThat(caller.text(input(server, "echo", "{\"message\": \"still there\"}"))).contains("still there");
  }

  @Test
  void givesTheEnvironmentOfTheServerAndNotTheRunners() throws Exception {
    JsonNode environment = TestRunner.json(caller.text(input("pipe", "get-env", "{}")));

    environment.fieldNames().forEachRemaining(name -> assertThat(name).isIn("PATH", "HOME", "LANG", "TMPDIR"));
  }

  @Test
  void writesAndReadsFiles() throws Exception {
    Path file = folder.resolve("note.txt");

    caller.run(input("files", "write_file", "{\"path\": \"" + file + "\", \"content\": \"still water\"}"));

    assertThat(file).hasContent("still water");
    assertThat(caller.text(input("files", "read_text_file", "{\"path\": \"" + file + "\"}"))).isEqualTo("still water");
  }

  @Test
  void answersWhatAToolSaysOfItsFailure() throws Exception {
    JsonNode answer = caller.run(input("files", "read_text_file", "{\"path\": \"/etc/passwd\"}"));

    assertThat(answer.get("isError").booleanValue()).isTrue();
    assertThat(answer.at("/content/0/text").textValue()).containsIgnoringCase("access denied");
  }

  @Test
  void listsTheToolsOfAllServers() throws Exception {
    JsonNode listed = lister.run("{}").get("servers");

    assertThat(listed.findValuesAsText("error")).isEmpty();
    assertThat(listed).hasSize(3);
    assertThat(listed.findValuesAsText("name")).contains("files", "http", "pipe", "write_file", "get-sum");
    assertThat(lister.run("{\"server\": \"files\"}").get("servers")).hasSize(1);
  }

  @Test
  void goesOnAfterTheHttpServerWasStartedAgain() throws Exception {
    caller.text(input("http", "echo", "{\"message\": \"before\"}"));
    httpServer.destroyForcibly().waitFor();

    ActionFailedException failure = caller.failure(input("http", "echo", "{\"message\": \"while it is down\"}"));
    startHttp();

    assertThat(failure.isRetryable()).isTrue();
    await().ignoreException(ActionFailedException.class).until(() -> caller.text(input("http", "echo", "{\"message\": \"after\"}")).contains("after"));
  }
}
