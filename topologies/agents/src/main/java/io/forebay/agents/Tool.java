package io.forebay.agents;

import java.util.Optional;

/**
 * What a model may ask for. It names the tool and gives arguments; both are data, held against this before anything runs.
 *
 * @param name as the model sees it: letters, digits, hyphens and underscores, at most 64
 * @param description for the model
 * @param arguments what they must match
 * @param target what runs
 */
public record Tool(String name, String description, JsonContract arguments, Target target) {

  /** What runs when a model asks for a tool. */
  public sealed interface Target {
    /** An action; in its templates {@code args} are the arguments. */
    record Action(Node.ActionCall call) implements Target {}

    /**
     * A tool of an MCP server, by {@code mcp.call}.
     *
     * @param server as the runner's settings name it
     * @param tool as the server names it
     */
    record Mcp(String server, String tool, Node.ActionCall call) implements Target {}

    /** Another agent as a child task; the arguments are its input. */
    record Agent(String agent, Optional<Integer> version) implements Target {}
  }
}
