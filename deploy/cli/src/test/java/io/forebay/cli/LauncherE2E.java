package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code forebay} script itself: usage, exit codes, and what it says on a machine without a JDK. */
@Timeout(60)
class LauncherE2E {
  private static final Duration END_TIMEOUT = Duration.ofSeconds(30);
  private static final List<String> TOOLS = List.of("sh", "dirname", "readlink", "sed", "find", "head", "mkdir", "touch", "cat");

  @TempDir private Path folder;

  @BeforeAll
  static void useThisBuild() throws IOException {
    Launcher.useThisBuild();
  }

  @Test
  void showsHelp() throws Exception {
    CommandRun help = run(Launcher.command("--help"));

    assertThat(help.exitCode()).as(help.err()).isZero();
    assertThat(help.out()).contains("dev", "demo", "emails", "evaluate");
    assertThat(help.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "emails", "emails submit", "emails feedback x", "emails feedback x --priority 11", "emails tail --until-idle soon", "dev --kafka here"})
  void answersWrongUsageWithTwo(String arguments) {
    CommandRun run = CommandRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isNotBlank();
  }

  @Test
  void saysThatAJdkIsMissing() throws Exception {
    Path old = fakeJdk("17.0.15");
    ProcessBuilder launcher = new ProcessBuilder(scriptThatLooksOnlyIn(folder.resolve("jvm")).toString(), "--help");
    launcher.environment().clear();
    launcher.environment().put("PATH", toolsOnly().toString());
    launcher.environment().put("JAVA_HOME", old.toString());

    CommandRun run = run(launcher);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip().lines()).hasSize(1);
    assertThat(run.err()).startsWith("forebay: a JDK 25 or later is needed").contains("JAVA_HOME");
  }

  /** A copy of the script, for which no JDK of this machine is in a usual place. */
  private Path scriptThatLooksOnlyIn(Path jdks) throws IOException {
    String script = Files.readString(Launcher.script());
    assertThat(script).contains("/usr/lib/jvm/*");
    String elsewhere = script.replaceAll("(?m)^    /usr/lib/jvm/.*(\\n    /opt/homebrew.*)", "    " + jdks + "/*; do");
    assertThat(elsewhere).doesNotContain("/usr/lib/jvm");
    Path copy = Files.writeString(folder.resolve("forebay"), elsewhere);
    assertThat(copy.toFile().setExecutable(true)).isTrue();
    return copy;
  }

  private Path fakeJdk(String version) throws IOException {
    Path home = folder.resolve("jvm/old");
    Path bin = Files.createDirectories(home.resolve("bin"));
    for (String name : List.of("java", "javac")) {
      assertThat(Files.writeString(bin.resolve(name), "#!/bin/sh\nexit 3\n").toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private Path toolsOnly() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      Path found = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
      Files.createSymbolicLink(bin.resolve(tool), found);
    }
    return bin;
  }

  private CommandRun run(ProcessBuilder command) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process = command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(END_TIMEOUT)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + command.command());
    }
    return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
