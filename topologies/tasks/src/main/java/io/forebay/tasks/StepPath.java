package io.forebay.tasks;

/**
 * Where a step is, as events name it: {@code gather[3]/think#2/turn-1/fetch-2} is the second tool that the first turn asked for, in the second visit of {@code think}, in
 * the fourth item of {@code gather}.
 */
final class StepPath {
  private StepPath() {}

  /**
   * A step of a graph.
   *
   * @param graph empty: the agent's own; otherwise an item
   * @param visit from 1
   */
  static String node(String graph, String node, int visit) {
    return (graph.isEmpty() ? "" : graph + "/") + (visit == 1 ? node : node + "#" + visit);
  }

  /** The graph of an item, from 0. */
  static String item(String foreach, int index) {
    return foreach + "[" + index + "]";
  }

  /** A question to a model, from 1. */
  static String turn(String reason, int turn) {
    return reason + "/turn-" + turn;
  }

  /** A tool that a turn asked for, from 0. */
  static String tool(String turn, String tool, int index) {
    return turn + "/" + tool + "-" + (index + 1);
  }

  /** What takes a step back. */
  static String undo(String step) {
    return step + "/undo";
  }

  /** The path without its last part; empty: that is all there is. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** Name of the node that is visited. */
  static String nodeOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.indexOf('#') < 0 ? name : name.substring(0, name.indexOf('#'));
  }

  static boolean isItem(String path) {
    return path.endsWith("]");
  }

  /** The foreach whose item it is; empty: it is no item. */
  static String foreachOf(String item) {
    return item.substring(0, Math.max(0, item.lastIndexOf('[')));
  }

  /**
   * Which item it is, from 0.
   *
   * @throws NumberFormatException if it is none
   */
  static int itemIndex(String item) {
    return Integer.parseInt(item, item.lastIndexOf('[') + 1, item.length() - 1, 10);
  }

  /**
   * Which tool of its turn it is, from 0.
   *
   * @throws NumberFormatException if it is none
   */
  static int toolIndex(String path) {
    return Integer.parseInt(path, path.lastIndexOf('-') + 1, path.length(), 10) - 1;
  }
}
