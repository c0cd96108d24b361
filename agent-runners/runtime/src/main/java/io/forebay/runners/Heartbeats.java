package io.forebay.runners;

import io.forebay.schemas.RunnerHeartbeat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Says that this runner is there. */
final class Heartbeats {
  private final Producer<byte[], byte[]> producer;
  private final Serializer<RunnerHeartbeat> serializer;
  private final String topic;
  private final Identity identity;
  private final IntSupplier inFlight;
  private final IntSupplier stuck;
  private final InstantSource clock;

  /**
   * What stays the same.
   *
   * @param runner its id
   * @param inFlightMax actions that it works on at most
   */
  record Identity(String runner, String host, String version, List<String> capabilities, List<String> reconciles, int inFlightMax, Instant startedAt) {}

  Heartbeats(
      Producer<byte[], byte[]> producer,
      Serializer<RunnerHeartbeat> serializer,
      String topic,
      Identity identity,
      IntSupplier inFlight,
      IntSupplier stuck,
      InstantSource clock) {
    this.producer = producer;
    this.serializer = serializer;
    this.topic = topic;
    this.identity = identity;
    this.inFlight = inFlight;
    this.stuck = stuck;
    this.clock = clock;
  }

  synchronized void beat(boolean stopping) {
    var heartbeat =
        new RunnerHeartbeat(
            identity.runner(),
            identity.host(),
            identity.version(),
            identity.capabilities(),
            identity.reconciles(),
            inFlight.getAsInt(),
            identity.inFlightMax(),
            stuck.getAsInt(),
            stopping,
            identity.startedAt(),
            clock.instant());
    byte[] key = identity.runner().getBytes(StandardCharsets.UTF_8);
    var _ = producer.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, heartbeat)));
  }
}
