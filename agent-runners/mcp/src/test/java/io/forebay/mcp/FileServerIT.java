package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server of files as a runner starts it: a process of its own. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FileServerIT {
  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private Path folder;
  private TestRunner caller;
  private TestRunner lister;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = Files.createDirectories(temporary.resolve("shown"));
    Files.writeString(folder.resolve("note.md"), "still water — über");
    Files.writeString(temporary.resolve("secret.txt"), "secret");
    McpSettings settings = Settings.of(Map.of("files", Settings.program(JAVA, "-cp", System.getProperty("java.class.path"), FileServer.class.getName(), folder.toString())));
    caller = new TestRunner(new McpCallHandler(), settings);
    lister = new TestRunner(new McpListHandler(), settings);
  }

  @AfterAll
  void stop() {
    caller.close();
    lister.close();
  }

  private static String input(String tool, String arguments) {
    return "{\"server\": \"files\", \"tool\": \"" + tool + "\", \"arguments\": " + arguments + "}";
  }

  @Test
  void listsAndReads() throws Exception {
    assertThat(caller.text(input("list_files", "{}"))).isEqualTo("note.md");
    assertThat(caller.text(input("read_file", "{\"path\": \"note.md\"}"))).isEqualTo("still water — über");
  }

  @Test
  void tellsTheModelWhatIsNotThere() throws Exception {
    JsonNode answer = caller.run(input("read_file", "{\"path\": \"../secret.txt\"}"));

    assertThat(answer.get("isError").booleanValue()).isTrue();
    assertThat(answer.at("/content/0/text").textValue()).isEqualTo("There is no file ../secret.txt.");
  }

  @Test
  void refusesArgumentsThatItDoesNotTake() {
    assertThat(caller.failure(input("read_file", "{}")).code()).isEqualTo("BAD_ARGUMENTS");
  }

  @Test
  void saysThatItOnlyReads() throws Exception {
    JsonNode tools = lister.run("{}").at("/servers/0/tools");

    assertThat(tools).extracting(tool -> tool.get("name").textValue()).containsExactlyInAnyOrder("list_files", "read_file");
    assertThat(tools).allSatisfy(tool -> assertThat(tool.get("readOnlyHint").booleanValue()).isTrue());
  }

  @Test
  void endsWithItsInput() throws Exception {
    Process server = new ProcessBuilder(JAVA, "-cp", System.getProperty("java.class.path"), FileServer.class.getName(), folder.toString()).start();

    server.getOutputStream().close();

    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
    assertThat(server.getInputStream().readAllBytes()).isEmpty();
  }

  @Test
  void saysWhatItCannotShow() throws Exception {
    Process server = new ProcessBuilder(JAVA, "-cp", System.getProperty("java.class.path"), FileServer.class.getName(), folder.resolve("missing").toString()).start();

    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(1);
    assertThat(new String(server.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).contains("Cannot show");
  }
}
