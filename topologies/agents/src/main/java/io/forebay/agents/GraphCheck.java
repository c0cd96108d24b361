package io.forebay.agents;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds nodes that nothing leads to, and those from which a graph never ends. */
final class GraphCheck {
  private GraphCheck() {}

  static void check(Graph graph, Problems problems) {
    Set<String> reached = reached(graph);
    for (Node node : graph.nodes().values()) {
      if (!reached.contains(node.name())) {
        problems.add(node.common().line(), 1, "Nothing leads to the node " + node.name() + ".");
      }
    }
    Set<String> ending = ending(graph);
    for (Node node : graph.nodes().values()) {
      if (reached.contains(node.name()) && !ending.contains(node.name())) {
        problems.add(node.common().line(), 1, "From the node " + node.name() + " the graph never ends: every way leads back into a circle.");
      }
    }
  }

  private static Set<String> reached(Graph graph) {
    var reached = new HashSet<String>();
    Deque<String> open = new ArrayDeque<>(List.of(graph.start()));
    goTo(graph.onError()).forEach(open::add);
    while (!open.isEmpty()) {
      String name = open.remove();
      Node node = graph.node(name);
      // That a node is not there is told where it is named.
      if (node != null && reached.add(name)) {
        Stream.concat(following(node).stream(), goTo(node.common().onError())).forEach(open::add);
      }
    }
    return reached;
  }

  /** Nodes with a way to an end, failures aside. */
  private static Set<String> ending(Graph graph) {
    Map<String, Set<String>> before = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (Node node : graph.nodes().values()) {
      following(node).forEach(next -> before.computeIfAbsent(next, _ -> new HashSet<>()).add(node.name()));
      if (canEnd(node)) {
        open.add(node.name());
      }
    }
    var ending = new HashSet<String>();
    while (!open.isEmpty()) {
      String name = open.remove();
      if (ending.add(name)) {
        open.addAll(before.getOrDefault(name, Set.of()));
      }
    }
    return ending;
  }

  private static boolean canEnd(Node node) {
    return node instanceof Node.Switch choice ? choice.otherwise().isEmpty() : node.common().next().isEmpty();
  }

  private static Collection<String> following(Node node) {
    var following = new HashSet<String>();
    if (node instanceof Node.Switch choice) {
      choice.cases().forEach(one -> following.add(one.then()));
      choice.otherwise().ifPresent(following::add);
    } else {
      node.common().next().ifPresent(following::add);
    }
    if (node instanceof Node.Wait wait && wait.until() instanceof Node.Until.Message message) {
      message.onTimeout().ifPresent(following::add);
    }
    if (node instanceof Node.Approval approval) {
      approval.onReject().ifPresent(following::add);
    }
    return following;
  }

  private static Stream<String> goTo(OnError onError) {
    return onError instanceof OnError.GoTo target ? Stream.of(target.node()) : Stream.empty();
  }
}
