package io.forebay.tasks;

import io.forebay.agents.Agent;
import java.util.Optional;
import java.util.OptionalInt;

/** The agents that are known, in all their versions. */
public interface AgentBook {
  /** An agent in a version. */
  Optional<Agent> find(String name, int version);

  /** The highest version of an agent. */
  OptionalInt newest(String name);
}
