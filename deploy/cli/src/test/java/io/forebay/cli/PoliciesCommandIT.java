package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedStack.Extension.class)
class PoliciesCommandIT {
  private static final String PREFIX = "policies-command.";

  private final SharedStack stack;

  PoliciesCommandIT(SharedStack stack) {
    this.stack = stack;
  }

  private CommandRun run(String... arguments) {
    return stack.runWithRegistry(PREFIX, arguments);
  }

  @Test
  void appliesListsShowsAndDeletes(@TempDir Path folder) throws Exception {
    assertThat(stack.run(PREFIX, "topics", "apply").exitCode()).isZero();
    assertThat(run("schemas", "apply").exitCode()).isZero();
    String file = Files.writeString(folder.resolve("p.yaml"), "policies:\n  acme/*: {weight: 200, lease: PT30S}\n  '*/*': {queue-max: 10}\n").toString();

    assertThat(run("policies", "apply", file, "--dry-run").out()).contains("acme/*  new", "  + weight: 200", "2 of 2 would change (a dry run)");
    assertThat(run("policies", "list").out()).startsWith("No policies");
    assertThat(run("policies", "apply", file).out()).contains("2 of 2 changed");
    Files.writeString(Path.of(file), "policies:\n  acme/*: {weight: 300, lease: PT30S}\n  '*/*': {queue-max: 10}\n");
    assertThat(run("policies", "apply", file).out().lines()).containsExactly("acme/*  changed", "  ~ weight: 200 -> 300", "*/*  unchanged", "1 of 2 changed");

    Path listed = Files.writeString(folder.resolve("listed.yaml"), run("policies", "list").out());
    assertThat(run("policies", "apply", listed.toString()).out()).contains("0 of 2 changed");

    Files.writeString(Path.of(file), "policies:\n  acme/*: {weight: 1}\n  b/*: {weigth: 2}\n");
    var wrong = run("policies", "apply", file);
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("policies.b/*.weigth is no setting");
    assertThat(run("policies", "show", "acme/*").out().lines()).containsExactly("policies:", "  \"acme/*\":", "    weight: 300", "    lease: PT30S");

    assertThat(run("policies", "delete", "acme/*").out()).startsWith("acme/*  deleted");
    assertThat(run("policies", "show", "acme/*").err()).contains("There is no policy for acme/*; known are */*.").hasLineCount(1);
    assertThat(run("policies", "list", "--json").json().path("queueMax").asLong()).isEqualTo(10);
  }
}
