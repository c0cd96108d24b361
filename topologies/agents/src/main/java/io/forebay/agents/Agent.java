package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * An agent that was found valid: a graph of steps.
 *
 * @param name lower-case letters, digits and hyphens
 * @param description for people, and for models that may call it as a tool; may be empty
 * @param input what a task may be given
 * @param graph what a task goes through
 * @param output what a completed task answers; empty: what its last step answered
 * @param limits what ends a task with a reason
 * @param stuckAfter after so long without an event a task is told to be stuck
 */
public record Agent(
    String name,
    String description,
    JsonContract input,
    Graph graph,
    Optional<Template> output,
    AgentLimits limits,
    Duration stuckAfter) {

  /** The schema of the input as it was written. */
  public JsonNode inputSchema() {
    return input.schema();
  }
}
