package io.forebay.agents;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads agent definitions: YAML in, an {@link Agent} or everything that is wrong with it out. */
public final class AgentFile {
  /** Longest definition in characters. */
  public static final int LENGTH_MAX = 256 << 10;

  private AgentFile() {}

  /**
   * Something that is wrong.
   *
   * @param line in the file, from 1
   * @param column in the line, from 1
   * @param message one sentence: what, and what is allowed
   */
  public record Problem(int line, int column, String message) {}

  /**
   * What was read.
   *
   * @param agent empty where there are problems
   * @param problems in the order of the file
   */
  public record Reading(Optional<Agent> agent, List<Problem> problems) {}

  /**
   * Reads and validates a definition.
   *
   * @param yaml foreign text
   * @param capabilities what there is; actions and tools must name one
   */
  public static Reading read(String yaml, Set<String> capabilities) {
    var problems = new Problems();
    if (yaml.length() > LENGTH_MAX) {
      problems.add(1, 1, "A definition has at most " + LENGTH_MAX + " characters.");
      return new Reading(Optional.empty(), problems.inOrder());
    }
    var root = new YamlSource(problems).read(yaml);
    if (root.isEmpty() && problems.isEmpty()) {
      problems.add(1, 1, "The definition is empty.");
    }
    Optional<Agent> agent = root.flatMap(tree -> new AgentReader(capabilities, problems).read(tree));
    return new Reading(problems.isEmpty() ? agent : Optional.empty(), problems.inOrder());
  }
}
