package io.forebay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How a load loop sends records: each as it comes, or each in a transaction of its own. */
interface RecordSender extends AutoCloseable {
  /** Sends without waiting for the broker; what goes wrong is told later, by any thread. */
  void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onFailure);

  /** Waits until everything has been sent. */
  void flush();

  @Override
  void close();

  /** Waits for the time at which a record is to be sent, by {@link System#nanoTime}. */
  static void awaitTime(long intendedNanos) {
    while (System.nanoTime() < intendedNanos) {
      LockSupport.parkNanos(intendedNanos - System.nanoTime());
    }
  }

  /** One producer. */
  static RecordSender of(Map<String, Object> properties) {
    var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    return new RecordSender() {
      @Override
      public void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onFailure) {
        var _ =
            producer.send(
                record,
                (_, e) -> {
                  if (e != null) {
                    onFailure.accept(e);
                  }
                });
      }

      @Override
      public void flush() {
        producer.flush();
      }

      @Override
      public void close() {
        producer.close();
      }
    };
  }

  /** So many producers in turn, because one commits one transaction at a time. */
  static RecordSender transactional(String kafka, String transactionalId, int producers) {
    return new Transactional(kafka, transactionalId, producers);
  }

  /** A pool of producers; each record waits for an idle one. */
  final class Transactional implements RecordSender {
    private final BlockingQueue<KafkaProducer<byte[], byte[]>> idle;
    private final List<KafkaProducer<byte[], byte[]>> all = new ArrayList<>();
    private final ExecutorService executor;

    private Transactional(String kafka, String transactionalId, int producers) {
      idle = new ArrayBlockingQueue<>(producers);
      executor = Executors.newFixedThreadPool(producers, Thread.ofPlatform().name("transactions-", 0).factory());
      for (int i = 0; i < producers; i++) {
        Map<String, Object> properties = KafkaClients.transactionalProducer(kafka, transactionalId + "-" + i);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        all.add(producer);
        idle.add(producer);
      }
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onFailure) {
      executor.execute(() -> commit(record, onFailure));
    }

    private void commit(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onFailure) {
      try {
        var producer = idle.take();
        try {
          producer.beginTransaction();
          var _ = producer.send(record);
          producer.commitTransaction();
        } finally {
          idle.add(producer);
        }
      } catch (KafkaException e) {
        onFailure.accept(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        onFailure.accept(e);
      }
    }

    /** Every transaction that has been begun ends by itself; answers tell when. */
    @Override
    public void flush() {}

    @Override
    public void close() {
      executor.close();
      all.forEach(KafkaProducer::close);
    }
  }
}
