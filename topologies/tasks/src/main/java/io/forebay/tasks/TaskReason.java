package io.forebay.tasks;

/**
 * Why a task or a step did not do what it should, where it was not an action that said so.
 *
 * <p>Names are part of the contract: {@link io.forebay.schemas.TaskEvent} and {@link io.forebay.schemas.TaskFinished} carry them.
 */
enum TaskReason {
  /** There is no agent of that name and version. */
  UNKNOWN_AGENT,
  /** The agent's schema does not allow the input, or it is no JSON. */
  INVALID_INPUT,
  /** The schedule is no cron expression, names no time zone, or never comes. */
  INVALID_SCHEDULE,
  /** The history that a fork brings does not fit the agent. */
  INVALID_HISTORY,
  /** Agents call agents deeper than is allowed. */
  CALLS_TOO_DEEP,
  /** An expression of the definition has no value here, or one of the wrong type. */
  EXPRESSION_FAILED,
  /** An action answered what is no JSON. */
  INVALID_OUTPUT,
  /** An end node says that this is a failure. */
  ENDED_AS_FAILURE,
  /** What was waited for did not come in time. */
  TIMEOUT,
  /** Too few items of a foreach succeeded. */
  ITEMS_FAILED,
  /** The model did not answer in so many turns. */
  TURNS,
  /** The model's answer does not match the schema that the definition gives. */
  ANSWER_INVALID,
  /** The model's runner kept no context, so the model cannot be told what its tools answered. */
  CONTEXT_MISSING,
  /** The model asked for a tool that the definition does not have. */
  UNKNOWN_TOOL,
  /** The model gave a tool arguments that its schema does not allow. */
  INVALID_ARGUMENTS,
  /** Something that was done could not be taken back. */
  COMPENSATION_FAILED,
  /** The limit of steps. */
  STEPS,
  /** The limit of tokens. */
  TOKENS,
  /** The limit of money. */
  COST,
  /** The limit of the story's size. */
  HISTORY_BYTES,
  /** What one event or request would carry does not fit into a record. */
  RECORD_BYTES,
  /** Dispatch refused an action because a budget is used up. */
  OVER_BUDGET,
  /** The deadline that the task was given. */
  DEADLINE,
  /** The time that an agent or a reason node may take. */
  DURATION,
  /** Someone asked for that. */
  CANCELLED,
  /** A signal from someone whose role may not decide this. */
  ROLE_NOT_ALLOWED,
  /** A signal that nothing waits for. */
  NOTHING_WAITS,
  /** A signal that several steps wait for; it must name one. */
  SEVERAL_WAIT
}
