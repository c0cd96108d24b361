package io.forebay.agents;

import java.util.SequencedMap;

/**
 * Nodes in the order of the file: those of an agent, or what a {@link Node.Foreach} does with each item.
 *
 * @param start where it begins
 * @param nodes by name; names are unique within the agent, those of inner graphs included
 * @param onError what becomes of a failure that no node handles itself
 */
public record Graph(String start, SequencedMap<String, Node> nodes, OnError onError) {
  public Node node(String name) {
    return nodes.get(name);
  }
}
