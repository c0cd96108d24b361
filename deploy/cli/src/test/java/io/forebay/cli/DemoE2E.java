package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer runs first. */
@Timeout(120)
class DemoE2E {
  @TempDir private Path folder;

  @Test
  void accountsForTheBundledMailbox() {
    CommandRun demo = CommandRun.of("demo", "--json");

    assertThat(demo.exitCode()).as(demo.err()).isZero();
    JsonNode report = demo.json().path("emails");
    JsonNode actions = demo.json().path("actions");
    assertThat(actions.path("unaccounted").asInt(-1)).isZero();
    assertThat(actions.path("kinds")).hasSize(6);
    assertTasksAreAccountedFor(demo.json().path("tasks"));
    assertThat(report.path("messages").asInt()).isEqualTo(BundledMailbox.names().size());
    assertThat(report.path("triaged").asInt()).isEqualTo(BundledMailbox.names().size());
    assertThat(report.path("unaccounted").asInt()).isZero();
    assertThat(report.path("duplicates").asInt()).isEqualTo(1);
    assertThat(report.path("languages").properties()).extracting(Map.Entry::getKey).contains("en", "de", "es", "fr", "ja", "zh");
    assertThat(report.path("peakBytes").asLong()).isPositive();
    assertThat(report.path("registryPeakBytes").asLong()).isPositive();
  }

  private static void assertTasksAreAccountedFor(JsonNode tasks) {
    assertThat(tasks.path("asked").asInt()).isEqualTo(12);
    assertThat(tasks.path("unaccounted").asInt(-1)).isZero();
    assertThat(tasks.path("resultsTooMany").asInt(-1)).isZero();
    assertThat(tasks.path("takenBack").toString()).isEqualTo("[\"charge\",\"reserve\"]");
    for (JsonNode kind : tasks.path("kinds")) {
      boolean fails = kind.path("agent").asText().equals("demo-order");
      assertThat(kind.path(fails ? "failed" : "completed").asInt()).as(kind.toString()).isEqualTo(kind.path("asked").asInt());
    }
    assertThat(tasks.at("/kinds/1/ending").asText()).contains("[scripted]", "within 30 days", "12 euro", "delivery.html", "returns.md");
    assertThat(tasks.at("/kinds/3/ending").asText()).contains("\"published\":true");
    assertThat(tasks.at("/kinds/4/ending").asText()).contains("\"published\":false");
    assertThat(tasks.at("/kinds/5/ending").asText()).isEqualTo("{\"published\":false}");
  }

  @Test
  void takesMailFromWherePeopleHaveItAndRubbishToo() throws IOException {
    Path mbox = write("mail.mbox", "From a@b Tue Nov  3 10:00:00 2026\nSubject: 1\n\none\n\nFrom a@b Tue Nov  3 10:00:00 2026\nSubject: 2\n\ntwo\n");
    write("Maildir/cur/1:2,S", "Subject: seen\n\nseen\n");
    write("Maildir/new/2", "Subject: new\n\nnew\n");
    Files.createDirectories(folder.resolve("Maildir/tmp"));
    write("folder/a.eml", "From: Ada <ada@example.com>\nSubject: Figures\n\nCould you please send me the figures by Tuesday?\n");
    write("folder/empty.eml", "");
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    Files.write(folder.resolve("folder/noise.bin"), noise);
    Files.write(folder.resolve("folder/huge.eml"), "Subject: huge\n\n".concat("0123456789abcde\n".repeat(200_000)).getBytes(StandardCharsets.UTF_8));

    CommandRun demo = CommandRun.of("demo", "--mail", mbox.toString(), folder.resolve("Maildir").toString(), folder.resolve("folder").toString());

    assertThat(demo.exitCode()).as(demo.err()).isZero();
    assertThat(demo.out()).contains("Figures", "needs action", "EMPTY", "TRUNCATED");
    assertThat(demo.out()).contains("8 messages in", "8 triaged, 0 dead letters, 0 unaccounted for");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
