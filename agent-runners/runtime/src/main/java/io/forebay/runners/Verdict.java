package io.forebay.runners;

/** What becomes of a record on a ready topic. */
enum Verdict {
  /** Done with: its outcome is written, or its lease covers it, or it is not to be run. */
  ACCEPT,
  /** Someone else shall have it. */
  RELEASE,
  /** Nobody can read it; it is a dead letter. */
  REJECT
}
