package io.forebay.steering;

/** What the shield did to a plan. */
public enum Verdict {
  /** Nothing was changed. */
  KEPT,
  /** The same direction, slower. */
  SLOWED,
  /** Another direction. */
  TURNED,
  /** The robot brakes as hard as it can. */
  STOPPED
}
