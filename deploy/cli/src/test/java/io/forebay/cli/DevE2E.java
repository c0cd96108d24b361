package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A developer's day: start everything, send mail, correct it, stop, go on where it was. */
@Timeout(120)
class DevE2E {
  private static final int TERMINATED = 128 + 15;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  @BeforeAll
  static void useThisBuild() throws IOException {
    Launcher.useThisBuild();
  }

  @Test
  void keepsWhatItLearntFromOneStartToTheNext() throws Exception {
    Path data = folder.resolve("data");
    Path log = folder.resolve("dev.log");
    List<ProcessHandle> children;
    try (DevProcess dev = DevProcess.start(data, log)) {
      children = dev.children();
      assertThat(children).as("the registry").isNotEmpty();

      CommandRun submitted = dev.run("emails", "submit", "--json", offer(1).toString());
      assertThat(submitted.exitCode()).as(submitted.err()).isZero();
      JsonNode before = onlyResult(dev);
      assertThat(before.path("emailId")).isEqualTo(submitted.json().path("lastEmailId"));
      assertThat(before.path("models").path("tenant").asText()).isEqualTo("lessons-0");

      CommandRun told = dev.run("emails", "feedback", before.path("emailId").asText(), "--spam", "--category", "spam");
      assertThat(told.exitCode()).as(told.err()).isZero();
      JsonNode after = awaitLearnt(dev);
      assertThat(after.path("spam").path("probability").asDouble()).isGreaterThan(before.path("spam").path("probability").asDouble());

      assertRefused(CommandRun.of("dev", "--data-dir", data.toString(), "--kafka-port", "0", "--registry-port", "0", "--health-port", "0"), "in use");
      assertRefused(
          CommandRun.of("dev", "--kafka-port", Integer.toString(URI.create("kafka://" + dev.kafka()).getPort()), "--registry-port", "0", "--health-port", "0"),
          "port");
      assertThat(dev.terminate()).contains(TERMINATED);
    }
    Awaitility.await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));

    try (DevProcess again = DevProcess.start(data, log)) {
      List<JsonNode> kept = results(again);
      assertThat(kept).hasSizeGreaterThanOrEqualTo(2);
      assertThat(kept.getFirst().path("models").path("tenant").asText()).isEqualTo("lessons-0");
      assertThat(again.run("emails", "submit", offer(99).toString()).exitCode()).isZero();
      assertThat(results(again).getLast().path("models").path("tenant").asText()).isEqualTo("lessons-1");
      assertThat(again.terminate()).contains(TERMINATED);
    }
  }

  @Test
  void refusesAHealthPortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0)) {
      assertRefused(
          CommandRun.of("dev", "--kafka-port", "0", "--registry-port", "0", "--health-port", Integer.toString(taken.getLocalPort())),
          Integer.toString(taken.getLocalPort()));
    }
  }

  /** Feedback counts from the next commit on; until then the same question gets the old answer. */
  private JsonNode awaitLearnt(DevProcess dev) {
    int[] number = {1};
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              dev.run("emails", "submit", offer(++number[0]).toString());
              return results(dev).getLast();
            },
            last -> last.path("models").path("tenant").asText().equals("lessons-1"));
  }

  private static JsonNode onlyResult(DevProcess dev) {
    List<JsonNode> results = results(dev);
    assertThat(results).hasSize(1);
    return results.getFirst();
  }

  /** In the order of arrival. */
  private static List<JsonNode> results(DevProcess dev) {
    CommandRun tail = dev.run("emails", "tail", "--from-beginning", "--until-idle", "1500ms", "--json");
    assertThat(tail.exitCode()).as(tail.err()).isZero();
    return tail.out().lines().map(DevE2E::json).sorted((a, b) -> a.path("receivedAt").asText().compareTo(b.path("receivedAt").asText())).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  private static void assertRefused(CommandRun run, String reason) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip().lines()).as("one sentence").hasSize(1);
    assertThat(run.err()).startsWith("forebay: ").contains(reason);
  }

  private Path offer(int number) throws IOException {
    return Files.writeString(
        folder.resolve("offer-" + number + ".eml"),
        "From: Max <max@shop.example>\nTo: ada@example.com\nSubject: Our meeting %d\n\nHello Ada, let us meet about the printers on day %d.\n\nMax\n".formatted(number, number));
  }
}
