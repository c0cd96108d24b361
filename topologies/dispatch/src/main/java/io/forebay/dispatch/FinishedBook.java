package io.forebay.dispatch;

import io.forebay.schemas.ActionFinished;

/** The results that are repeated when an action is asked for again. */
interface FinishedBook {
  /** Null where there is none, or no longer. */
  ActionFinished find(String actionId, long nowMicros);

  void put(ActionFinished result, long nowMicros);
}
