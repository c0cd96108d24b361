package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedStack.Extension.class)
class IntentsCommandIT {
  private static final String PREFIX = "intents-command.";

  private final SharedStack stack;

  IntentsCommandIT(SharedStack stack) {
    this.stack = stack;
  }

  private CommandRun run(String... arguments) {
    return stack.runWithRegistry(PREFIX, arguments);
  }

  private static String file(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void appliesListsAndShowsScenesAndReplaysIntoThem(@TempDir Path folder) throws IOException {
    assertThat(stack.run(PREFIX, "topics", "apply").exitCode()).isZero();
    assertThat(run("schemas", "apply").exitCode()).isZero();
    assertThat(run("intents", "scene", "list").out()).startsWith("No scenes");

    String lobby = file(folder, "lobby.yaml", "scene: lobby\ngoals: [{id: door, outline: [[0, 4]]}]\n");
    assertThat(run("intents", "scene", "apply", lobby).out()).startsWith("applied lobby: goals 1");
    var shown = run("intents", "scene", "show", "lobby");
    assertThat(run("intents", "scene", "apply", file(folder, "shown.yaml", shown.out())).exitCode()).isZero();
    assertThat(run("intents", "scene", "show", "lobby").out()).isEqualTo(shown.out());
    assertThat(run("intents", "scene", "show", "attic").err()).contains("There is no scene attic; known are lobby.");

    String walk = file(folder, "walk.csv", "seconds,subject,x,y\n0,ann,0,0\n0.4,ann,0.5,0\n0.4,bob,3,3\n");
    var replayed = run("intents", "replay", walk, "--robot", "1,1", "--robot-goal", "5,5", "--json");
    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    // three of people, and five of the robot in 0.4 s
    assertThat(replayed.json().path("signals").asInt()).isEqualTo(8);
    assertThat(replayed.json().path("subjects").asInt()).isEqualTo(2);
    assertThat(run("intents", "scene", "list").out()).contains("lobby", "walk", "robot robot");
    assertThat(run("intents", "tail", "--from-beginning", "--until-idle", "500ms").out()).isEmpty();
  }

  @Test
  void refusesToReplaySeveralFilesIntoOneScene(@TempDir Path folder) throws IOException {
    String walk = file(folder, "walk.csv", "seconds,subject,x,y\n0,ann,0,0\n");

    assertThat(run("intents", "replay", walk, walk, "--scene", "a").exitCode()).isEqualTo(2);
    assertThat(run("intents", "replay", walk, "--speed", "0").exitCode()).isEqualTo(2);
    assertThat(run("intents", "replay", walk, "--robot", "0").err()).contains("is x and y in metres such as 2.5,-1, got 0");
  }
}
