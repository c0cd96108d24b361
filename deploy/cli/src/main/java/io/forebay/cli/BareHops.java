package io.forebay.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What Kafka alone needs for as many hops: records go from topic to topic, unread, through plain consumers and a share group.
 *
 * <p>The reference beside actions: one hop through a share group, or the four of an action (produce, dispatch, share group, dispatch).
 */
final class BareHops implements AutoCloseable {
  private static final String GROUP = "bench.hops";
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int PARTITIONS = 4;

  private final String kafka;
  private final List<Runnable> wakeups = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /** Topics between which records go: into the first, out of the last. */
  BareHops(String kafka, List<String> topics, int shareHop) {
    this.kafka = kafka;
    create(topics);
    for (int hop = 0; hop + 1 < topics.size(); hop++) {
      String from = topics.get(hop);
      String to = topics.get(hop + 1);
      if (hop == shareHop) {
        forwardShared(from, to);
      } else {
        forward(from, to);
      }
    }
  }

  private void create(List<String> topics) {
    try (Admin admin = Admin.create(KafkaClients.admin(kafka))) {
      admin.createTopics(topics.stream().map(topic -> new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())).toList()).all().get();
      var group = new ConfigResource(ConfigResource.Type.GROUP, GROUP);
      var earliest = new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(group, List.of(earliest))).all().get();
    } catch (ExecutionException e) {
      throw new CommandFailedException("Cannot create the topics of the reference: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted while creating the topics of the reference", e);
    }
  }

  private void forward(String from, String to) {
    var consumer = new KafkaConsumer<>(KafkaClients.consumer(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var partitions = consumer.partitionsFor(from).stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    wakeups.add(consumer::wakeup);
    run(
        () -> {
          try (consumer;
              var producer = producer()) {
            while (true) {
              for (var record : consumer.poll(POLL)) {
                var _ = producer.send(new ProducerRecord<>(to, record.key(), record.value()));
              }
            }
          }
        });
  }

  private void forwardShared(String from, String to) {
    Map<String, Object> properties = Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka, ConsumerConfig.GROUP_ID_CONFIG, GROUP, ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    var consumer = new KafkaShareConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(from));
    wakeups.add(consumer::wakeup);
    run(
        () -> {
          try (consumer;
              var producer = producer()) {
            while (true) {
              var records = consumer.poll(POLL);
              var sent = new ArrayList<Future<RecordMetadata>>();
              records.forEach(record -> sent.add(producer.send(new ProducerRecord<>(to, record.key(), record.value()))));
              await(sent);
              records.forEach(consumer::acknowledge);
              consumer.commitAsync();
            }
          }
        });
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(KafkaClients.promptProducer(kafka), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void await(List<Future<RecordMetadata>> sent) {
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new CommandFailedException("The reference cannot send: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WakeupException();
    }
  }

  private void run(Runnable hop) {
    threads.add(
        Thread.ofPlatform()
            .name("bare-hop-" + threads.size())
            .start(
                () -> {
                  try {
                    hop.run();
                  } catch (WakeupException e) {
                    // closed
                  } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                  }
                }));
  }

  @Override
  public void close() {
    wakeups.forEach(Runnable::run);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
  }
}
