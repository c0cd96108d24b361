package io.forebay.agents;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a task may use at most. Reaching a limit ends the task with a reason.
 *
 * @param steps that may be started; 1 to 10,000
 * @param duration from its start
 * @param tokens input and output, of all actions and children; empty: without bound
 * @param costMicroUsd the same in millionths of a US dollar
 * @param historyBytes of its story
 * @param parallel steps at a time
 */
public record AgentLimits(int steps, Duration duration, OptionalLong tokens, OptionalLong costMicroUsd, long historyBytes, int parallel) {
  public static AgentLimits defaults() {
    return new AgentLimits(50, Duration.ofHours(24), OptionalLong.empty(), OptionalLong.empty(), 1 << 20, 16);
  }
}
