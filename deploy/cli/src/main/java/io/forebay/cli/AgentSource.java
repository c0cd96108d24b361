package io.forebay.cli;

import io.forebay.agents.Agent;
import io.forebay.agents.AgentFile;
import io.forebay.schemas.AgentDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A definition as a file has it, found valid.
 *
 * @param file that it was read from
 * @param text of the file
 */
record AgentSource(Path file, String text, Agent agent) {

  /**
   * Reads files.
   *
   * @param capabilities that definitions may name
   * @throws CommandFailedException that tells every problem of every file, a line each
   */
  static List<AgentSource> readAll(List<Path> files, Set<String> capabilities) {
    var sources = new ArrayList<AgentSource>();
    var problems = new ArrayList<String>();
    Map<String, Path> byName = new HashMap<>();
    for (Path file : files) {
      String text = text(file);
      var reading = AgentFile.read(text, capabilities);
      reading.problems().forEach(problem -> problems.add("%s:%d:%d: %s".formatted(file, problem.line(), problem.column(), SafeText.of(problem.message(), 1_000))));
      reading.agent().ifPresent(agent -> {
            Path before = byName.putIfAbsent(agent.name(), file);
            if (before != null) {
              problems.add("%s:1:1: The agent %s is in %s already.".formatted(file, agent.name(), before));
            }
            sources.add(new AgentSource(file, text, agent));
          });
    }
    if (!problems.isEmpty()) {
      String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
      throw new CommandFailedException(count + System.lineSeparator() + String.join(System.lineSeparator(), problems));
    }
    return sources;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > 4L * AgentFile.LENGTH_MAX) {
        throw new CommandFailedException("The file " + file + " has more than " + AgentFile.LENGTH_MAX + " characters, which no definition may have.");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new CommandFailedException("There is no file " + file + ".", e);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + " as UTF-8 text: " + e.getMessage() + ".", e);
    }
  }

  /** The definition that becomes this version. */
  AgentDefinition version(int version) {
    return AgentDefinition.newBuilder()
        .setName(agent.name())
        .setVersion(version)
        .setSource(text)
        .setSha256(sha256())
        .setAppliedBy(System.getProperty("user.name", ""))
        .setAppliedAt(Instant.now())
        .build();
  }

  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
