package io.forebay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code forebay} script on what this build has packaged. */
final class Launcher {
  private static final Path HOME = Path.of(System.getProperty("forebay.home"));
  private static final Path BUILT = HOME.resolve(Path.of("deploy", "cli", "target"));

  private Launcher() {}

  static Path script() {
    return HOME.resolve("forebay");
  }

  /** A command line in a small heap. */
  static ProcessBuilder command(String... arguments) {
    var command = new ArrayList<>(List.of(script().toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("FOREBAY_JAVA_OPTIONS", "-Xmx512m");
    return builder;
  }

  /** Says that nothing is stale: the build that runs this test has just packaged all of it, and must not start another inside itself. */
  static void useThisBuild() throws IOException {
    Files.deleteIfExists(BUILT.resolve("forebay.aot"));
    Files.writeString(BUILT.resolve("forebay.built"), "");
  }
}
