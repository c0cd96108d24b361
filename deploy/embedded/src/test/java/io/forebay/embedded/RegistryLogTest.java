package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryLogTest {
  @TempDir private Path folder;

  @Test
  void writesAndPassesOnEveryLine() {
    List<String> lines = new ArrayList<>();

    drain("one\ntwo\nthree", lines);

    assertThat(lines).containsExactly("one", "two", "three");
    assertThat(folder.resolve("registry.log")).hasContent("one\ntwo\nthree\n");
  }

  @Test
  void remembersTheLastLinesThatAreNotOfAStackTrace() {
    RegistryLog log = drain("started\nlong ago\nfailed: x\n\tat a.B\nCaused by: y\n\tat c.D\n\t... 3 more\n\n", new ArrayList<>());

    assertThat(log.tail()).containsExactly("failed: x", "Caused by: y");
  }

  @Test
  void cutsALineThatDoesNotEnd() {
    List<String> lines = new ArrayList<>();

    RegistryLog log = drain("x".repeat(10_000), lines);

    assertThat(lines).extracting(String::length).containsExactly(4_096, 4_096, 1_808);
    assertThat(log.tail()).allSatisfy(line -> assertThat(line).hasSize(201));
  }

  @Test
  void keepsTheFileWithinItsBound() throws Exception {
    drain(("y".repeat(4_000) + "\n").repeat(3_000), new ArrayList<>());

    assertThat(Files.size(folder.resolve("registry.log"))).isLessThanOrEqualTo(RegistryLog.FILE_BYTES_MAX + 4_097);
    assertThat(Files.size(folder.resolve("registry.log.1"))).isLessThanOrEqualTo(RegistryLog.FILE_BYTES_MAX + 4_097);
    assertThat(folder).isDirectoryNotContaining("glob:**.2");
  }

  @Test
  void readsOnWhenTheFileCannotBeWritten() throws Exception {
    Files.createDirectory(folder.resolve("registry.log"));
    List<String> lines = new ArrayList<>();

    drain("one\ntwo\n", lines);

    assertThat(lines).containsExactly("one", "two");
  }

  private RegistryLog drain(String output, List<String> lines) {
    RegistryLog log = new RegistryLog(folder.resolve("registry.log"));
    log.drain(new StringReader(output), lines::add);
    return log;
  }
}
