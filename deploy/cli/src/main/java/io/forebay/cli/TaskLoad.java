package io.forebay.cli;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Requests for tasks in numbers, for benchmarks: the n-th has n as its id.
 *
 * @param agent who does them
 * @param tenants that they belong to in turn
 */
record TaskLoad(Topics topics, Serializer<RunTask> values, String agent, int tenants) implements LongFunction<ProducerRecord<byte[], byte[]>> {
  static TaskLoad of(Topics topics, EventSerdes serdes, String agent, int tenants) {
    return new TaskLoad(topics, serdes.of(RunTask.class).serializer(), agent, tenants);
  }

  @Override
  public ProducerRecord<byte[], byte[]> apply(long n) {
    String topic = topics.tasksRequests().name();
    String id = Long.toString(n);
    RunTask request =
        RunTask.newBuilder().setTaskId(id).setTenant("bench-" + n % tenants).setAgent(agent).setInput("{}").setRequestedAt(Instant.now()).build();
    return new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), values.serialize(topic, request));
  }
}
