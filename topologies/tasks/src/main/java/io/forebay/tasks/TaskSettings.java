package io.forebay.tasks;

import io.forebay.agents.AgentLimits;
import java.time.Duration;
import java.util.Map;

/**
 * What the engine is told once.
 *
 * @param askAgain an action without a result is asked for again after so long, then after twice that, and so on; 1 s or more
 * @param askAgainMax bound of that pause; at least {@code askAgain}
 * @param cancelPatience so long a cancelled task waits for what runs to stop; not negative
 * @param toolResultCharsMax of a tool's answer a model is told so many characters; 1,000 or more
 * @param callDepthMax how deep agents may call agents; 1 to 32
 * @param tenants bounds of a tenant's tasks on top of what their agents say; none: the agents' alone
 */
record TaskSettings(
    Duration askAgain, Duration askAgainMax, Duration cancelPatience, int toolResultCharsMax, int callDepthMax, Map<String, AgentLimits> tenants) {
  TaskSettings {
    require(askAgain.compareTo(Duration.ofSeconds(1)) >= 0, "tasks.ask-again must be at least PT1S, got " + askAgain);
    require(askAgainMax.compareTo(askAgain) >= 0, "tasks.ask-again-max must be at least tasks.ask-again, " + askAgain + ", got " + askAgainMax);
    require(!cancelPatience.isNegative(), "tasks.cancel-patience must not be negative, got " + cancelPatience);
    require(toolResultCharsMax >= 1000, "tasks.tool-result-chars-max must be at least 1000, got " + toolResultCharsMax);
    require(callDepthMax >= 1 && callDepthMax <= 32, "tasks.call-depth-max must be 1 to 32, got " + callDepthMax);
    tenants = Map.copyOf(tenants);
  }

  static TaskSettings defaults() {
    return new TaskSettings(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(30), 16 << 10, 5, Map.of());
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
