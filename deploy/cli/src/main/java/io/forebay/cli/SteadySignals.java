package io.forebay.cli;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Topics;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends the signals of a crowd at a fixed rate until it is closed, whatever becomes of them. */
final class SteadySignals implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final KafkaProducer<String, IntentSignal> producer;
  private final String topic;
  private final SignalCrowd crowd;
  private final double perSecond;
  private final Thread sender;
  private volatile boolean open = true;

  SteadySignals(String kafka, Topics topics, EventSerdes serdes, SignalCrowd crowd, double perSecond) {
    topic = topics.intentsSignals().name();
    this.crowd = crowd;
    this.perSecond = perSecond;
    producer = new KafkaProducer<>(KafkaClients.promptProducer(kafka), new StringSerializer(), serdes.of(IntentSignal.class).serializer());
    sender = Thread.ofPlatform().name("signals").start(this::send);
  }

  private void send() {
    long startNanos = System.nanoTime();
    for (long n = 1; open; n++) {
      long due = startNanos + (long) (n / perSecond * NANOS);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      IntentSignal signal = crowd.signal(n);
      var _ = producer.send(new ProducerRecord<>(topic, signal.getSceneId(), signal));
    }
  }

  @Override
  public void close() {
    open = false;
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
