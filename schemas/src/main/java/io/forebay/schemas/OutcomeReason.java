package io.forebay.schemas;

/**
 * Why an action waits, or ended without being done, where it was not its handler that said so.
 *
 * <p>Names are part of the contract: {@link ActionFinished} and {@link ActionDescribed} carry them.
 */
public enum OutcomeReason {
  /** It is not time yet: the request's not-before. */
  NOT_BEFORE,
  /** The lane's or tenant's rate is used up for now. */
  RATE_LIMITED,
  /** So many of its lane wait already that no more are taken. */
  QUEUE_FULL,
  /** What it may use at most is more than the tenant's day or the task has left. */
  OVER_BUDGET,
  /** Its capability or endpoint failed too often lately. */
  BREAKER_OPEN,
  /** A failed attempt is repeated after a pause. */
  RETRY,
  /** There is no such capability. */
  UNKNOWN_CAPABILITY,
  /** It had not started by the time it was to start. */
  NOT_STARTED_IN_TIME,
  /** It had not ended by its deadline. */
  DEADLINE_PASSED,
  /** An attempt took longer than it may. */
  ATTEMPT_TIMEOUT,
  /** Its runner said nothing for longer than the lease. */
  RUNNER_LOST,
  /** It was asked for as repeatable on the topic for once, or the other way round. */
  WRONG_TOPIC,
  /** Someone cancelled it. */
  CANCELLED,
  /** Someone paused it or its lane. */
  PAUSED,
  /** A person said that it was not done. */
  RESOLVED
}
