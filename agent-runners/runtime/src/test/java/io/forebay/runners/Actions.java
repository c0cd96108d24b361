package io.forebay.runners;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.Repeatability;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Ready actions and attempts for tests. */
final class Actions {
  static {
    var _ = EventSchemas.published(ReadyAction.class); // Avro's builders work only once the classes are trusted.
  }

  private Actions() {}

  static ReadyAction.Builder ready(String capability, String input) {
    return ready("action-1", capability, input);
  }

  static ReadyAction.Builder ready(String id, String capability, String input) {
    return ReadyAction.newBuilder()
        .setActionId(id)
        .setTenant("acme")
        .setCapability(capability)
        .setLane("acme/" + capability)
        .setAttempt(1)
        .setPurpose(Purpose.RUN)
        .setRepeatability(Repeatability.REPEATABLE)
        .setIdempotencyKey("key-" + id)
        .setInput(input)
        .setReadyAt(Instant.now())
        .setLeaseMs(15_000)
        .setAttemptTimeoutMs(60_000)
        .setDispatchPartition(1);
  }

  static Attempt attempt(ReadyAction action, ActionHandler handler, ManualTime time) {
    return new Attempt(new Delivery(action, 1, new RecordHeaders()), LoadedHandler.of(handler), _ -> {}, _ -> {}, time::nanos);
  }

  static JsonNode json(String text) {
    try {
      return JsonContract.parse(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
