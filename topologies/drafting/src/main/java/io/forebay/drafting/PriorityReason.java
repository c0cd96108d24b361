package io.forebay.drafting;

/** Why a message's priority is as it is. The names are part of the contract ({@code Reason.code}). */
enum PriorityReason {
  /** Something is due by a day that is close. */
  DEADLINE,
  /** The day that something was due by has passed. */
  OVERDUE,
  /** A day is named together with a request, a question or a meeting. */
  DATE,
  REQUEST,
  QUESTION,
  /** The model is sure that the reader is asked to act, or sure that not. */
  NEEDS_ACTION,
  NO_ACTION_WANTED,
  URGENT,
  NEGATED_URGENCY,
  COMPLAINT,
  ONLY_THANKS,
  IN_THREAD,
  FEW_RECIPIENTS,
  MANY_RECIPIENTS,
  LIST,
  BULK,
  AUTOMATIC,
  CATEGORY,
  DECLARED_IMPORTANT,
  DECLARED_UNIMPORTANT,
  SHOUTING,
  SPAM
}
