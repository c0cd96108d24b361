package io.forebay.agents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a definition. */
final class Problems {
  /** Beyond so many nobody reads on. */
  private static final int COUNT_MAX = 200;

  private final List<AgentFile.Problem> found = new ArrayList<>();

  void add(int line, int column, String message) {
    if (found.size() < COUNT_MAX) {
      found.add(new AgentFile.Problem(line, column, message));
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
