package io.forebay.tasks;

import io.forebay.agents.AgentLimits;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.util.OptionalLong;

/** Limits of a task: which hold, and what happens when one is reached. Steps and the size of the story are watched by {@link Decider}. */
final class Limits {
  private Limits() {}

  /** What holds for a task: the least of what the agent, its tenant and the request say. */
  static AgentLimits of(AgentLimits agent, AgentLimits tenant, RunTask request) {
    AgentLimits least = tenant == null ? agent : least(agent, tenant);
    OptionalLong tokens = least(least.tokens(), request.getTokensMax());
    OptionalLong cost = least(least.costMicroUsd(), request.getCostMicroUsdMax());
    return new AgentLimits(least.steps(), least.duration(), tokens, cost, least.historyBytes(), least.parallel());
  }

  private static AgentLimits least(AgentLimits one, AgentLimits other) {
    Duration duration = one.duration().compareTo(other.duration()) <= 0 ? one.duration() : other.duration();
    return new AgentLimits(
        Math.min(one.steps(), other.steps()),
        duration,
        least(one.tokens(), boxed(other.tokens())),
        least(one.costMicroUsd(), boxed(other.costMicroUsd())),
        Math.min(one.historyBytes(), other.historyBytes()),
        Math.min(one.parallel(), other.parallel()));
  }

  private static OptionalLong least(OptionalLong one, Long other) {
    if (other == null) {
      return one;
    }
    return OptionalLong.of(Math.min(one.orElse(other), other));
  }

  private static Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /** What is left of a limit; null: there is none. */
  static Long left(OptionalLong limit, long used) {
    return limit.isPresent() ? Math.max(0, limit.getAsLong() - used) : null;
  }

  static boolean hasExpired(Decider decider) {
    return decider.run().expiresAt().filter(end -> !end.isAfter(decider.now())).isPresent();
  }

  /**
   * The task's time is over.
   *
   * @param usage what no event has told; null: nothing
   */
  static void expire(Decider decider, Usage usage) {
    TaskStart start = decider.run().start();
    boolean isDeadline = start.deadline() != null && decider.run().expiresAt().filter(start.deadline()::equals).isPresent();
    TaskReason reason = isDeadline ? TaskReason.DEADLINE : TaskReason.DURATION;
    String message = isDeadline ? "It had not ended by " + start.deadline() + "." : "It took longer than " + start.limits().duration() + ".";
    decider.finish(TaskStatus.EXPIRED, reason.name(), message, usage);
  }

  /** Ends a task that has used more tokens or money than it may. */
  static void check(Decider decider) {
    TaskRun run = decider.run();
    AgentLimits limits = run.start().limits();
    if (run.tally().tokens() > limits.tokens().orElse(Long.MAX_VALUE)) {
      decider.over(TaskReason.TOKENS, "It has used " + run.tally().tokens() + " tokens of " + limits.tokens().getAsLong() + ".");
    } else if (run.tally().costMicroUsd() > limits.costMicroUsd().orElse(Long.MAX_VALUE)) {
      decider.over(TaskReason.COST, "It has used " + run.tally().costMicroUsd() + " millionths of a US dollar of " + limits.costMicroUsd().getAsLong() + ".");
    }
  }
}
