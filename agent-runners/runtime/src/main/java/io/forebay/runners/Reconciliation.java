package io.forebay.runners;

import com.fasterxml.jackson.databind.JsonNode;

/** What a handler found out about an attempt whose runner vanished. */
public sealed interface Reconciliation {
  /**
   * It was done.
   *
   * @param output what the vanished attempt would have answered
   */
  record Done(JsonNode output) implements Reconciliation {}

  /** It was not done, and nothing of it will be; the action may run again. */
  record NotDone() implements Reconciliation {}

  /** It cannot be said; a person has to. */
  record Unknown() implements Reconciliation {}
}
