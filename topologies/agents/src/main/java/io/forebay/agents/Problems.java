package io.forebay.agents;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a definition. */
final class Problems {
  /** Beyond so many nobody reads on. */
  private static final int COUNT_MAX = 200;

  private final Set<AgentFile.Problem> found = new LinkedHashSet<>();

  void add(int line, int column, String message) {
    String sentence = message.startsWith("the ") || message.startsWith("a ") ? Character.toUpperCase(message.charAt(0)) + message.substring(1) : message;
    if (found.size() < COUNT_MAX) {
      found.add(new AgentFile.Problem(line, column, sentence));
    }
  }

  void add(Yaml where, String message) {
    add(where.line(), where.column(), message);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of the file. */
  List<AgentFile.Problem> inOrder() {
    return found.stream().sorted(Comparator.comparingInt(AgentFile.Problem::line).thenComparingInt(AgentFile.Problem::column)).toList();
  }
}
