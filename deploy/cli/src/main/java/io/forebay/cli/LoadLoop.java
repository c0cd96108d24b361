package io.forebay.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends records to one topic and waits for answers with the same key on another.
 *
 * <p>Closed loop: as fast as answers come, with a bound on what is unanswered; gives a rate. Open loop: at a fixed rate,
 * whatever the answers do; gives the times from the <em>intended</em> send to the answer, so that a stall counts for all
 * that it delayed (coordinated omission, Gil Tene 2013).
 */
final class LoadLoop implements AutoCloseable {
  private static final Duration DRAIN_MAX = Duration.ofSeconds(60);
  private static final long HIGHEST_MICROS = Duration.ofMinutes(2).toNanos() / 1000;

  private final RecordSender sender;
  private final AnswerReader answers;
  private final LongFunction<ProducerRecord<byte[], byte[]>> records;
  private final ConcurrentHashMap<Long, Long> unanswered = new ConcurrentHashMap<>();
  private final AtomicLong answered = new AtomicLong();
  private final Histogram micros = new Histogram(HIGHEST_MICROS, 3);
  private volatile Semaphore permits = new Semaphore(0);
  private volatile boolean measuring;
  private long next;

  /**
   * A loop whose reader has found the end of the answers' topic.
   *
   * @param values value of the n-th record
   * @param first n of the first record; loops on the same topics must not share any
   */
  LoadLoop(String kafka, String input, String output, long first, LongFunction<byte[]> values) {
    this(RecordSender.of(KafkaClients.producer(kafka)), kafka, output, first, n -> new ProducerRecord<>(input, key(n), values.apply(n)));
  }

  /**
   * A loop of records of one's own making, whose answers have {@link #key} as their key and count once they are committed.
   *
   * @param sender closed with the loop
   */
  LoadLoop(RecordSender sender, String kafka, String output, long first, LongFunction<ProducerRecord<byte[], byte[]>> records) {
    this(sender, KafkaClients.consumer(kafka), output, first, records);
  }

  /**
   * The same with a reader of its own.
   *
   * @param reading properties of the consumer of answers
   */
  LoadLoop(RecordSender sender, Map<String, Object> reading, String output, long first, LongFunction<ProducerRecord<byte[], byte[]>> records) {
    this.sender = sender;
    this.records = records;
    next = first;
    answers = new AnswerReader(reading, output, this::answer);
  }

  /**
   * Sends with a bounded number unanswered, for a time.
   *
   * @return answers a second
   */
  double closed(Duration duration, int unansweredMax) {
    permits = new Semaphore(unansweredMax);
    long startAnswered = answered.get();
    long startNanos = System.nanoTime();
    while (System.nanoTime() - startNanos < duration.toNanos()) {
      permits.acquireUninterruptibly();
      send(System.nanoTime());
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double rate = (answered.get() - startAnswered) / seconds;
    drain();
    return rate;
  }

  /**
   * Sends at a fixed rate for a time.
   *
   * @return times from intended send to answer in microseconds
   */
  Histogram open(double perSecond, Duration duration) {
    permits = new Semaphore(0);
    micros.reset();
    measuring = true;
    long count = (long) (perSecond * duration.toNanos() / 1e9);
    long startNanos = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long intended = startNanos + (long) (i / perSecond * 1e9);
      RecordSender.awaitTime(intended);
      send(intended);
    }
    drain();
    measuring = false;
    return micros;
  }

  /** Sends so many, once, and waits for all answers. */
  void once(long count) {
    permits = new Semaphore(0);
    for (long i = 0; i < count; i++) {
      send(System.nanoTime());
    }
    drain();
  }

  private void send(long sentNanos) {
    answers.throwIfFailed();
    long n = next++;
    unanswered.put(n, sentNanos);
    var record = records.apply(n);
    sender.send(record, e -> answers.failed(new CommandFailedException("Cannot send to " + record.topic() + ": " + e.getMessage(), e)));
  }

  private void drain() {
    sender.flush();
    long startNanos = System.nanoTime();
    while (!unanswered.isEmpty()) {
      answers.throwIfFailed();
      if (System.nanoTime() - startNanos > DRAIN_MAX.toNanos()) {
        throw new CommandFailedException(
            unanswered.size() + " records had no answer after " + DRAIN_MAX.toSeconds() + " s; see forebay dlq list.");
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private void answer(ConsumerRecord<byte[], byte[]> record) {
    Long sent = unanswered.remove(Long.parseLong(new String(record.key(), StandardCharsets.US_ASCII)));
    if (sent != null) {
      answered.incrementAndGet();
      permits.release();
      if (measuring) {
        micros.recordValue(Math.min(HIGHEST_MICROS, (System.nanoTime() - sent) / 1000));
      }
    }
  }

  static byte[] key(long n) {
    return Long.toString(n).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    answers.close();
    sender.close();
  }
}
