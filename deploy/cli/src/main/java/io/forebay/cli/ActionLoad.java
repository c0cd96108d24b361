package io.forebay.cli;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Lane;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Requests for actions in numbers, for benchmarks: the n-th has n as its reply key.
 *
 * @param name of the run; ids of actions begin with it
 * @param lanes that requests go to in turn
 * @param input JSON
 */
record ActionLoad(Topics topics, Serializer<RequestAction> values, String name, List<Lane> lanes, String input, Repeatability repeatability)
    implements LongFunction<ProducerRecord<byte[], byte[]>> {

  /** Requests of several tenants for the same capability. */
  static ActionLoad of(Topics topics, EventSerdes serdes, String name, int tenants, String capability, String input, Repeatability repeatability) {
    var lanes = IntStream.range(0, tenants).mapToObj(i -> Lane.of(name + "-" + i, capability)).toList();
    return new ActionLoad(topics, serdes.of(RequestAction.class).serializer(), name, lanes, input, repeatability);
  }

  String id(long n) {
    return name + "-" + n;
  }

  @Override
  public ProducerRecord<byte[], byte[]> apply(long n) {
    Lane lane = lanes.get((int) (n % lanes.size()));
    String topic = (repeatability == Repeatability.ONCE ? topics.actionsRequestsOnce() : topics.actionsRequests()).name();
    RequestAction request =
        RequestAction.newBuilder()
            .setActionId(id(n))
            .setTenant(lane.tenant())
            .setCapability(lane.capability())
            .setLane(lane.name())
            .setOrigin("users")
            .setReplyKey(Long.toString(n))
            .setRequestedAt(Instant.now())
            .setInput(input)
            .setRepeatability(repeatability)
            .build();
    byte[] key = lane.name().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, lane.partition(topics.partitions()), key, values.serialize(topic, request));
  }
}
