package io.forebay.tasks;

import org.apache.avro.specific.SpecificRecordBase;

/** Where records go out; their type says to which topic. */
@FunctionalInterface
interface Outbox {
  /**
   * Sends a record.
   *
   * @param traceparent of the task that it is about; null: none
   */
  void send(String key, SpecificRecordBase value, String traceparent);
}
