package io.forebay.connect.worker;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is committed of a topic of mail, from its beginning. */
final class Inbox implements AutoCloseable {
  private static final String SUBJECT = "Subject: ";

  private final KafkaConsumer<String, byte[]> consumer;
  private final EventSerdes serdes;
  private final List<String> ids = new ArrayList<>();
  private final List<String> subjects = new ArrayList<>();

  Inbox(String bootstrapServers, EventSerdes serdes, String topic) {
    this.serdes = serdes;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(consumer.partitionsFor(topic).stream().map(partition -> new TopicPartition(topic, partition.partition())).toList());
    consumer.seekToBeginning(consumer.assignment());
  }

  /** Subjects of all that has come so far, as often as they came. */
  List<String> subjects() {
    consumer
        .poll(Duration.ofMillis(200))
        .forEach(
            record -> {
              InboundEmail email = serdes.of(InboundEmail.class).deserializer().deserialize(record.topic(), record.value());
              String raw = StandardCharsets.UTF_8.decode(email.getRaw()).toString();
              subjects.add(raw.substring(raw.indexOf(SUBJECT) + SUBJECT.length()).split("\r\n", 2)[0]);
              ids.add(email.getEmailId());
            });
    return List.copyOf(subjects);
  }

  /** E-mail ids of what {@link #subjects()} told. */
  List<String> ids() {
    return List.copyOf(ids);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
