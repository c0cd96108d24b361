package io.forebay.agents;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.forebay.schemas.Repeatability;
import java.util.Optional;
import java.util.Set;

/** Reads what dispatch is asked for. */
final class ActionReader {
  /** Keys of a call where nothing else stands beside it. */
  static final Set<String> KEYS = Set.of("action", "input", "repeatability", "timeout", "lane", "endpoint", "cache-key");

  private final Set<String> capabilities;

  /**
   * @param capabilities what there is
   */
  ActionReader(Set<String> capabilities) {
    this.capabilities = capabilities;
  }

  /** A call of the capability that is named under action. */
  Optional<Node.ActionCall> call(Section section, Names names) {
    return section
        .requireText("action")
        .map(
            capability -> {
              section.find("action").ifPresent(where -> requireCapability(section, where, capability));
              Template input =
                  section
                      .optionalTemplate("input", names)
                      .orElseGet(() -> Templates.of(JsonNodeFactory.instance.objectNode(), names, _ -> {}));
              return call(section, names, capability, input);
            });
  }

  /** A call of a capability with an input of its own. */
  Node.ActionCall call(Section section, Names names, String capability, Template input) {
    return new Node.ActionCall(
        capability,
        input,
        section.word("repeatability", Repeatability.class).orElse(Repeatability.IDEMPOTENT),
        section.optionalTemplate("lane", names),
        section.optionalTemplate("endpoint", names),
        section.optionalTemplate("cache-key", names),
        section.duration("timeout"));
  }

  /** Tells where a capability is named that there is not. */
  void requireCapability(Section section, Yaml where, String capability) {
    if (!capabilities.contains(capability)) {
      section.problem(
          where,
          "There is no capability "
              + capability
              + "; known are "
              + String.join(", ", capabilities.stream().sorted().toList())
              + ". Those of your own handlers are made known by topics.capabilities.");
    }
  }
}
