package io.forebay.tasks;

import io.forebay.agents.Agent;
import io.forebay.agents.Graph;
import io.forebay.agents.Node;
import io.forebay.agents.OnError;
import java.util.Optional;

/** Where the state of a task is in its agent's definition. */
final class Definition {
  private Definition() {}

  /** The graph that a scope goes through; null if the agent has none there. */
  static Graph graph(Agent agent, Scope scope) {
    if (scope.isRoot()) {
      return agent.graph();
    }
    return node(agent, scope.owner()) instanceof Node.Foreach foreach ? foreach.body() : null;
  }

  /** The node of a step; null if the agent has none there. */
  static Node node(Agent agent, OpenStep step) {
    return node(agent, step.scope(), step.node());
  }

  static Node node(Agent agent, Scope scope, String name) {
    Graph graph = graph(agent, scope);
    return graph == null ? null : graph.node(name);
  }

  /** Where a graph goes on, none of its steps being open; empty: it is done. */
  static Optional<Node> next(Agent agent, Scope scope) {
    Graph graph = graph(agent, scope);
    if (scope.isFresh()) {
      return Optional.of(graph.node(graph.start()));
    }
    if (scope.goTo() != null) {
      return Optional.ofNullable(graph.node(scope.goTo()));
    }
    Node after = graph.node(scope.after());
    Optional<String> next =
        switch (after) {
          case Node.Switch _ -> Optional.empty();
          case Node.Approval approval when !scope.answer().path("approved").asBoolean() && approval.onReject().isPresent() -> approval.onReject();
          default -> after.common().next();
        };
    return next.map(graph::node);
  }

  /** What becomes of a node's failure: as it says, or as its graph does. */
  static OnError onError(Agent agent, OpenStep step) {
    OnError own = node(agent, step).common().onError();
    return own instanceof OnError.Inherit ? graph(agent, step.scope()).onError() : own;
  }
}
