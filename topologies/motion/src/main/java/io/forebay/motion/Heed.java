package io.forebay.motion;

/** What became of an observation. */
public enum Heed {
  /** The first of its subject: a track began. */
  BEGAN,
  /** The track goes on. */
  FOLLOWED,
  /** The track had ended, because it was not seen for long or is now elsewhere: it was learned from, and a new one began. */
  BEGAN_ANEW,
  /** Not newer than what is known: left aside. */
  LATE,
  /** Nobody moves so fast: left aside, unless the next ones say the same. */
  JUMPED,
  /** Not a number, or beyond any scene: left aside. */
  UNUSABLE
}
