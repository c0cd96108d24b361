package io.forebay.agents;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds nodes that nothing leads to, those from which a graph never ends, and names that are read where nothing can have bound them. */
final class GraphCheck {
  private static final String ERROR = "error";

  private final Graph graph;
  private final Outline outline;
  private final Problems problems;

  /** Names that may be bound where a node begins, in this graph; of nodes that can be reached only. */
  private final Map<String, Set<String>> bound = new HashMap<>();

  /**
   * @param graph whose nodes may name others that are not there, which was told before
   */
  GraphCheck(Graph graph, Outline outline, Problems problems) {
    this.graph = graph;
    this.outline = outline;
    this.problems = problems;
    follow();
  }

  /** Tells what no task can get to, or out of. */
  void ways() {
    Set<String> ending = ending();
    for (Outline.Entry node : outline.nodes()) {
      if (!bound.containsKey(node.name())) {
        problems.add(node.line(), node.column(), "Nothing leads to the node " + node.name() + ".");
      } else if (!ending.contains(node.name())) {
        problems.add(node.line(), node.column(), "From the node " + node.name() + " the graph never ends: every way leads back into a circle.");
      }
    }
  }

  /**
   * Tells which names are read too early: what a node reads must be bound by one from which a way leads to it.
   *
   * @param reads names that each node reads
   * @param outer names of the graphs around, and what is read of them here; empty: there are none
   */
  void reads(Map<String, Set<String>> reads, Optional<Names> outer) {
    var outputs = new HashSet<String>();
    outline.nodes().stream().filter(node -> node.kind().binds()).forEach(node -> outputs.add(node.output()));
    for (Outline.Entry node : outline.nodes()) {
      Set<String> before = bound.get(node.name());
      for (String name : before == null ? Set.<String>of() : reads.getOrDefault(node.name(), Set.of())) {
        if (before.contains(name)) {
          continue;
        }
        if (outer.isPresent() && outer.get().contains(name)) {
          outer.get().read(name);
        } else if (name.equals(ERROR)) {
          problems.add(node.line(), node.column(), "The node " + node.name() + " reads error, but no failure leads to it: there is no on-error with go-to before it.");
        } else if (outputs.contains(name)) {
          problems.add(node.line(), node.column(), "The node " + node.name() + " reads " + name + ", which nothing before it binds.");
        }
      }
    }
  }

  /** Goes every way from the start, carrying what may be bound, until nothing changes. */
  private void follow() {
    Deque<String> open = new ArrayDeque<>();
    flow(graph.start(), Set.of(), open);
    while (!open.isEmpty()) {
      Node node = graph.node(open.remove());
      var after = new HashSet<>(bound.get(node.name()));
      OnError onError = node.common().onError() instanceof OnError.Inherit ? graph.onError() : node.common().onError();
      if (onError instanceof OnError.GoTo target) {
        flow(target.node(), failed(after), open);
      }
      if (node instanceof Node.Wait(_, Node.Until.Message message)) {
        message.onTimeout().ifPresent(next -> flow(next, failed(bound.get(node.name())), open));
      }
      after.add(node.common().output());
      following(node).forEach(next -> flow(next, after, open));
    }
  }

  private static Set<String> failed(Set<String> names) {
    var failed = new HashSet<>(names);
    failed.add(ERROR);
    return failed;
  }

  private void flow(String name, Set<String> names, Deque<String> open) {
    if (graph.node(name) == null) {
      return;
    }
    Set<String> before = bound.get(name);
    if (before == null) {
      bound.put(name, new HashSet<>(names));
      open.add(name);
    } else if (before.addAll(names)) {
      open.add(name);
    }
  }

  /** Nodes with a way to an end, failures aside. */
  private Set<String> ending() {
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

  /** Whether the graph is done behind it; so it is taken to be where it names a node that is not there. */
  private boolean canEnd(Node node) {
    Optional<String> last = node instanceof Node.Switch choice ? choice.otherwise() : node.common().next();
    return last.isEmpty() || following(node).stream().anyMatch(next -> graph.node(next) == null);
  }

  private static Collection<String> following(Node node) {
    var following = new HashSet<String>();
    switch (node) {
      case Node.Switch choice -> {
        choice.cases().forEach(one -> following.add(one.then()));
        choice.otherwise().ifPresent(following::add);
      }
      case Node.Wait(var common, Node.Until.Message message) -> {
        common.next().ifPresent(following::add);
        message.onTimeout().ifPresent(following::add);
      }
      case Node.Approval approval -> {
        approval.common().next().ifPresent(following::add);
        approval.onReject().ifPresent(following::add);
      }
      default -> node.common().next().ifPresent(following::add);
    }
    return List.copyOf(following);
  }
}
