package io.forebay.intents;

import org.apache.avro.specific.SpecificRecordBase;

/** Where records go out; their type says to which topic. */
@FunctionalInterface
interface Outbox {
  /**
   * Sends a record.
   *
   * @param traceparent of the signal that it is about; null: none
   */
  void send(String sceneId, SpecificRecordBase value, String traceparent);
}
