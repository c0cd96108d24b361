package io.forebay.intents;

/** How an observation stands to those of its subject before it. */
enum Heeded {
  NEW,
  /** It was decided before. */
  REPEATED,
  /** A newer one was decided before. */
  LATE
}
