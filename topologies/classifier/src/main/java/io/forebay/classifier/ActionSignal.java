package io.forebay.classifier;

/**
 * What can be told of a sentence from its form: each is 0 where it does not hold, about 1 where it does. The order is part of the
 * model's format.
 */
enum ActionSignal {
  ENDS_WITH_QUESTION,
  HAS_QUESTION,
  QUESTION_INSIDE,
  HAS_EXCLAMATION,
  HAS_LINK,
  HAS_ADDRESS,
  HAS_NUMBER,
  HAS_MONEY,
  LENGTH,
  SHORT,
  LONG,
  CAPITALS,
  STARTS_WITH_IMPERATIVE,
  STARTS_WITH_NAME_AND_COMMA,
  IMPERATIVE_AFTER_PLEASE,
  IMPERATIVE_AFTER_COMMA,
  SAYS_YOU,
  SAYS_I,
  SAYS_WE,
  STARTS_WITH_I,
  STARTS_WITH_IF;

  /** The signal's place in a vector. */
  @SuppressWarnings("EnumOrdinal") // the order is the format of the model
  int index() {
    return ordinal();
  }
}
