package io.forebay.tasks;

/** The field {@code kind} in the data of STEP_STARTED, and capabilities that the engine asks for itself. */
final class StepKinds {
  static final String ACTION = "action";
  static final String SWITCH = "switch";
  static final String END = "end";
  static final String WAIT = "wait";
  static final String APPROVAL = "approval";
  static final String FOREACH = "foreach";
  static final String CALL = "call";
  static final String REASON = "reason";
  /** A question to a model. */
  static final String TURN = "turn";
  /** What a model asked for. */
  static final String TOOL = "tool";
  /** What takes a step back. */
  static final String UNDO = "undo";
  /** A run of a schedule. */
  static final String RUN = "run";

  /** The capability of models. */
  static final String CHAT = "llm.chat";

  private StepKinds() {}
}
