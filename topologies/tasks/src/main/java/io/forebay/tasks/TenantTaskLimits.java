package io.forebay.tasks;

import io.forebay.agents.AgentLimits;
import io.forebay.runtime.Check;
import io.forebay.runtime.Setting;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a task of one tenant may use at most, whatever its agent allows.
 *
 * @param steps that may be started
 * @param duration from its start
 * @param tokens input and output
 * @param costMicroUsd in millionths of a US dollar
 * @param historyBytes of its story
 * @param parallel steps at a time
 */
public record TenantTaskLimits(
    @Setting("Steps of a task.") Integer steps,
    @Setting("Time from a task's start to its end.") Duration duration,
    @Setting("Input and output tokens of a task.") Long tokens,
    @Setting("Cost of a task in millionths of a US dollar.") Long costMicroUsd,
    @Setting("Bytes of a task's story.") Long historyBytes,
    @Setting("Steps of a task at a time.") Integer parallel) {

  public TenantTaskLimits {
    steps = Check.between("steps", steps == null ? 10_000 : steps, 1, 10_000);
    duration = Check.between("duration", duration == null ? Duration.ofDays(365) : duration, Duration.ofSeconds(1), Duration.ofDays(365));
    historyBytes = Check.between("history-bytes", historyBytes == null ? 1L << 30 : historyBytes, 1L << 10, 1L << 30);
    parallel = Check.between("parallel", parallel == null ? 1_000 : parallel, 1, 1_000);
  }

  AgentLimits limits() {
    return new AgentLimits(steps, duration, optional(tokens), optional(costMicroUsd), historyBytes, parallel);
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
