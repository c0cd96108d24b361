package io.forebay.cli;

import io.forebay.steering.Body;
import io.forebay.steering.Ruling;

/** Decides where a robot that crosses a scene goes; made anew for each crossing. */
interface CrossingPolicy {
  /** What to do now; only what was recorded until then may be looked at. */
  Ruling decide(double seconds, Body robot);

  /** Which policies there are. */
  enum Kind {
    STEERING("steering"),
    ALWAYS_GO("always go"),
    STOP_WHEN_NEAR("stop when near");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }
}
