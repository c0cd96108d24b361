package io.forebay.runners;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.RejectedRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads records of ready topics and refuses what breaks their contract; for one thread. */
final class ReadyReader {
  private final Deserializer<ReadyAction> deserializer;
  private final Handlers handlers;

  ReadyReader(Deserializer<ReadyAction> deserializer, Handlers handlers) {
    this.deserializer = deserializer;
    this.handlers = handlers;
  }

  /**
   * @throws RejectedRecordException if it is a dead letter
   * @throws io.forebay.schemas.RegistryUnavailableException if nothing can be said about it now
   */
  Delivery read(ConsumerRecord<byte[], byte[]> record) {
    ReadyAction action = deserializer.deserialize(record.topic(), record.value());
    if (action == null) {
      throw invalid("has no value");
    }
    if (handlers.get(action.getCapability()) == null || !record.topic().endsWith("." + action.getCapability())) {
      throw invalid("asks for " + action.getCapability() + " on " + record.topic());
    }
    if (action.getAttempt() < 1 || action.getLeaseMs() < 1 || action.getAttemptTimeoutMs() < 1 || action.getDispatchPartition() < 0) {
      throw invalid("has an attempt, a lease, a timeout or a partition that is not positive");
    }
    return new Delivery(action, record.deliveryCount().orElse((short) 1), record.headers());
  }

  /** The handler of what was read. */
  LoadedHandler handler(Delivery delivery) {
    return handlers.get(delivery.action().getCapability());
  }

  private static RejectedRecordException invalid(String what) {
    return new RejectedRecordException(ErrorCode.INVALID_EVENT, "The ready action " + what + "; only dispatch writes here.");
  }
}
