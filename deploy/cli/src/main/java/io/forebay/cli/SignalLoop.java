package io.forebay.cli;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sends signals at a fixed rate, whatever the answers do, and notes when each answer could be read.
 *
 * <p>Other than with {@link LoadLoop} many records share a key and some are never answered, since newer ones overtook them. Hence each has its number in its trace context, which
 * goes with it, and what was not answered when no more answers come is counted.
 */
final class SignalLoop implements AutoCloseable {
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACE_START = "00-";
  private static final String TRACE_END = "-00000000000000f0-01";
  private static final int NUMBER_END = TRACE_START.length() + 32;
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration DRAIN_MAX = Duration.ofSeconds(60);

  private final RecordSender sender;
  private final String input;
  private final String described;
  private final SignalCrowd crowd;
  private final Serializer<IntentSignal> serializer;
  private final AnswerReader answers;
  private volatile Run run = new Run(0, 0);
  private volatile long answeredNanos;
  private long next;

  /** Numbers and times of one run; the sender writes the intended ones, the reader the answered ones. */
  private static final class Run {
    private final long first;
    private final long[] intended;
    private final long[] answered;

    Run(long first, int count) {
      this.first = first;
      intended = new long[count];
      answered = new long[count];
    }
  }

  /**
   * A loop whose reader has found the end of the answers' topic.
   *
   * @param described topic whose schema the registry has
   * @param first number of the first signal; loops on the same topics must not share any
   */
  SignalLoop(String kafka, EventSerdes serdes, String described, String input, String output, SignalCrowd crowd, long first) {
    this.described = described;
    this.input = input;
    this.crowd = crowd;
    serializer = serdes.of(IntentSignal.class).serializer();
    sender = RecordSender.of(KafkaClients.promptProducer(kafka));
    next = first;
    answers = new AnswerReader(KafkaClients.consumer(kafka), output, this::answer);
  }

  /** Number of the next signal. */
  long next() {
    return next;
  }

  /** Sends at a fixed rate for a time, and waits until no more answers come. */
  AnswerTimes open(double perSecond, Duration duration) {
    return storm(perSecond, 0, Duration.ZERO, duration);
  }

  /**
   * Sends at a high rate and goes on at a low one at once.
   *
   * @param storm how long the high rate lasts
   * @param after how long the low one does then
   * @return of the signals at the low rate; times begin when the high rate ended
   */
  AnswerTimes storm(double perSecond, double stormPerSecond, Duration storm, Duration after) {
    int stormCount = (int) (stormPerSecond * storm.toNanos() / 1e9);
    int count = stormCount + (int) (perSecond * after.toNanos() / 1e9);
    var now = new Run(next, count);
    run = now;
    next += count;
    long startNanos = System.nanoTime();
    for (int at = 0; at < count; at++) {
      double seconds = at < stormCount ? at / stormPerSecond : storm.toNanos() / 1e9 + (at - stormCount) / perSecond;
      long intended = startNanos + (long) (seconds * 1e9);
      RecordSender.awaitTime(intended);
      now.intended[at] = intended;
      send(now.first + at);
    }
    drain(now);
    return AnswerTimes.of(now.intended, now.answered, stormCount);
  }

  private void send(long n) {
    answers.throwIfFailed();
    IntentSignal signal = crowd.signal(n);
    var record = new ProducerRecord<>(input, signal.getSceneId().getBytes(StandardCharsets.UTF_8), serializer.serialize(described, signal));
    record.headers().add(TRACEPARENT, (TRACE_START + "%032x".formatted(n) + TRACE_END).getBytes(StandardCharsets.US_ASCII));
    sender.send(record, e -> answers.failed(new CommandFailedException("Cannot send to " + input + ": " + e.getMessage(), e)));
  }

  private void drain(Run drained) {
    sender.flush();
    long startNanos = System.nanoTime();
    answeredNanos = startNanos;
    while (isLacking(drained) && System.nanoTime() - answeredNanos < QUIET.toNanos() && System.nanoTime() - startNanos < DRAIN_MAX.toNanos()) {
      answers.throwIfFailed();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    answers.throwIfFailed();
  }

  private static boolean isLacking(Run run) {
    for (long answered : run.answered) {
      if (answered == 0) {
        return true;
      }
    }
    return false;
  }

  private void answer(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(TRACEPARENT);
    if (header == null) {
      return;
    }
    String text = new String(header.value(), StandardCharsets.US_ASCII);
    Run now = run;
    long at = Long.parseUnsignedLong(text, NUMBER_END - 16, NUMBER_END, 16) - now.first;
    if (at >= 0 && at < now.answered.length && now.answered[(int) at] == 0) {
      now.answered[(int) at] = System.nanoTime();
      answeredNanos = System.nanoTime();
    }
  }

  @Override
  public void close() {
    answers.close();
    sender.close();
  }
}
