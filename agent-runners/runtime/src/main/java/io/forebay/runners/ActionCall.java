package io.forebay.runners;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.Repeatability;
import java.time.Duration;

/** One attempt of an action, as its handler sees it. */
public interface ActionCall {
  String actionId();

  String tenant();

  /** Number of this attempt, from 1. */
  int attempt();

  /** The same for every attempt of this action and for no other action; give it to the other system where that takes one. */
  String idempotencyKey();

  /** How often the asker allows it to run; at least as careful as {@link ActionHandler#repeatability}. */
  Repeatability repeatability();

  /** What to do, as the handler's input schema allows. */
  JsonNode input();

  /** What is left of this attempt's time; never negative. */
  Duration remaining();

  /** Whether nobody waits for the answer any more; the thread has been interrupted as well. */
  boolean isCancelled();

  /**
   * Tells how far it is, for those who watch; at most a few times a second are passed on, always the latest.
   *
   * @param progress any JSON, at most 64 KiB
   */
  void progress(JsonNode progress);
}
