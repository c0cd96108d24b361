package io.forebay.mcp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** What the tests need of Node.js; where it is missing they are skipped and say so. */
final class Node {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private Node() {}

  static String require() {
    assumeTrue(runs(TARGET, 20, "node", "--version"), "skipped: needs node on the PATH");
    return "node";
  }

  static String oddServer() {
    try {
      return Path.of(Node.class.getResource("/odd-server.mjs").toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("odd-server.mjs is not a file", e);
    }
  }

  /** Installs the pinned servers under {@code target/npm}, once. */
  static Path realServers() throws IOException {
    require();
    Path folder = Files.createDirectories(TARGET.resolve("npm"));
    Path done = folder.resolve("node_modules/.package-lock.json");
    Path locked = Path.of("src/test/npm/package-lock.json");
    boolean isInstalled = Files.exists(done) && Files.exists(folder.resolve("package-lock.json")) && Files.mismatch(locked, folder.resolve("package-lock.json")) < 0;
    if (!isInstalled) {
      Files.copy(Path.of("src/test/npm/package.json"), folder.resolve("package.json"), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(locked, folder.resolve("package-lock.json"), StandardCopyOption.REPLACE_EXISTING);
      assumeTrue(
          runs(folder, 300, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
          "skipped: needs npm on the PATH and the npm registry, see " + folder.resolve("command.log"));
    }
    return folder.resolve("node_modules/@modelcontextprotocol");
  }

  private static boolean runs(Path folder, long seconds, String... command) {
    try {
      Files.createDirectories(folder);
      File log = folder.resolve("command.log").toFile();
      Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log).start();
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
