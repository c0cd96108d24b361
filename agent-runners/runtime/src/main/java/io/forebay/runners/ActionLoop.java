package io.forebay.runners;

import io.forebay.schemas.RegistryUnavailableException;
import io.forebay.schemas.RejectedRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls actions from the share group and gives their records the verdicts: one thread, one consumer.
 *
 * <p>A share consumer hands out nothing new before all that it has handed out is acknowledged, and a renewed lock counts as not. So after
 * {@code hold} a record is accepted although its action still runs: from then on its lease alone covers it, which dispatch has kept from the
 * moment that it made the action ready. Where {@code hold} is longer than half a lock, locks are renewed.
 */
final class ActionLoop implements Runnable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration BACK_OFF = Duration.ofSeconds(1);
  private static final Duration TICK = Duration.ofMillis(20);
  private static final int LOCK_MS_UNLESS_TOLD = 30_000;
  private static final int FAILURES_MAX = 60;
  private static final int FULL_TURNS_MAX = 4;
  private static final Logger log = LoggerFactory.getLogger(ActionLoop.class);

  private final ShareConsumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final ReadyReader reader;
  private final AttemptRunner runner;
  private final DeadLetters deadLetters;
  private final Semaphore slots;
  private final long holdNanos;
  private volatile Thread thread;
  private volatile boolean polling;
  private volatile boolean draining;
  private volatile boolean abandoning;
  private volatile RuntimeException failure;
  private boolean mustBackOff;
  private int failures;
  private int fullTurns;

  /**
   * @param consumer without a subscription
   * @param topics that it takes actions from
   * @param slots a permit for each action that may start
   * @param hold how long a batch waits for its outcomes
   */
  ActionLoop(
      ShareConsumer<byte[], byte[]> consumer,
      List<String> topics,
      ReadyReader reader,
      AttemptRunner runner,
      DeadLetters deadLetters,
      Semaphore slots,
      Duration hold) {
    this.consumer = consumer;
    this.topics = List.copyOf(topics);
    this.reader = reader;
    this.runner = runner;
    this.deadLetters = deadLetters;
    this.slots = slots;
    this.holdNanos = hold.toNanos();
  }

  /** Takes nothing more. */
  void drain() {
    draining = true;
    if (polling) {
      consumer.wakeup();
    }
    wake();
  }

  /** Gives back what still has no verdict. */
  void abandon() {
    abandoning = true;
    wake();
  }

  /** Why it stopped by itself; null while it has not. */
  RuntimeException failure() {
    return failure;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try (consumer) {
      consumer.setAcknowledgementCommitCallback(ActionLoop::tellOfLostLocks);
      consumer.subscribe(topics);
      while (!draining) {
        turn();
      }
    } catch (RuntimeException e) {
      failure = e;
      log.error("The runner takes no more actions", e);
    }
  }

  private void turn() {
    ConsumerRecords<byte[], byte[]> polled = hasSlot() ? poll() : ConsumerRecords.empty();
    if (!polled.isEmpty()) {
      var records = new ArrayList<ConsumerRecord<byte[], byte[]>>(polled.count());
      polled.forEach(records::add);
      var batch = new Batch<>(records, System.nanoTime(), this::wake);
      await(batch, start(batch));
      acknowledge(batch);
    }
    if (mustBackOff && !draining) {
      mustBackOff = false;
      LockSupport.parkNanos(this, BACK_OFF.toNanos());
    }
  }

  /** Waits a while for an action to end where all slots are taken: the back-pressure on Kafka. */
  private boolean hasSlot() {
    try {
      boolean free = slots.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
      if (free) {
        slots.release();
        fullTurns = 0;
      } else if (++fullTurns == FULL_TURNS_MAX) {
        leave();
      }
      return free;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** A partition belongs to few members, often to one: while this one takes nothing, nobody else would. */
  private void leave() {
    try {
      consumer.unsubscribe();
      log.info("All slots are taken; the partitions of this runner go to others until one is free");
    } catch (KafkaException e) {
      log.warn("All slots are taken, and the partitions of this runner could not be left to others: {}", e.getMessage());
    }
  }

  /** What Kafka fails at may be over soon, or concern a damaged record that the next poll leaves out; what lasts for a minute does not pass. */
  private ConsumerRecords<byte[], byte[]> poll() {
    polling = true;
    try {
      if (consumer.subscription().isEmpty()) {
        consumer.subscribe(topics);
      }
      ConsumerRecords<byte[], byte[]> polled = draining ? ConsumerRecords.empty() : consumer.poll(POLL);
      failures = 0;
      return polled;
    } catch (WakeupException _) {
      return ConsumerRecords.empty();
    } catch (AuthenticationException | AuthorizationException | UnsupportedVersionException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      if (++failures > FAILURES_MAX) {
        throw e;
      }
      log.warn("No actions could be polled, which is tried again: {}", e.getMessage());
      mustBackOff = true;
      return ConsumerRecords.empty();
    } finally {
      polling = false;
    }
  }

  /** The attempts of a batch by position; null where a record is none. */
  private List<Attempt> start(Batch<ConsumerRecord<byte[], byte[]>> batch) {
    var attempts = new ArrayList<Attempt>(batch.records().size());
    for (int i = 0; i < batch.records().size(); i++) {
      int index = i;
      ConsumerRecord<byte[], byte[]> record = batch.records().get(i);
      Attempt attempt = null;
      try {
        Delivery delivery = reader.read(record);
        attempt = new Attempt(delivery, reader.handler(delivery), verdict -> batch.settle(index, verdict), _ -> {}, System::nanoTime);
        runner.start(attempt);
      } catch (RejectedRecordException e) {
        deadLetters.send(record, e, verdict -> batch.settle(index, verdict));
      } catch (RegistryUnavailableException e) {
        log.warn("A record is given back until the registry answers: {}", e.getMessage());
        mustBackOff = true;
        batch.settle(index, Verdict.RELEASE);
      }
      attempts.add(attempt);
    }
    return attempts;
  }

  private void await(Batch<ConsumerRecord<byte[], byte[]>> batch, List<Attempt> attempts) {
    long renewNanos = Duration.ofMillis(consumer.acquisitionLockTimeoutMs().orElse(LOCK_MS_UNLESS_TOLD)).toNanos() / 2;
    long renewedNanos = 0;
    while (!batch.isDone() && !abandoning) {
      long age = batch.ageNanos(System.nanoTime());
      if (age >= holdNanos && !draining) {
        letGo(batch, attempts);
      }
      if (age - renewedNanos >= renewNanos) {
        renew(batch);
        renewedNanos = age;
      }
      if (!batch.isDone()) {
        LockSupport.parkNanos(this, age < holdNanos ? Math.min(holdNanos - age, TICK.toNanos()) : TICK.toNanos());
      }
    }
  }

  /** Accepts what this runner works on: its lease covers it. What waits for a slot stays locked. */
  private static void letGo(Batch<?> batch, List<Attempt> attempts) {
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      if (batch.verdict(i) == null && attempt != null) {
        attempt.letGo();
      }
    }
  }

  /** Locks what has no verdict yet anew; what has one is acknowledged on the way. */
  private void renew(Batch<ConsumerRecord<byte[], byte[]>> batch) {
    Map<TopicPartition, Map<Long, Integer>> renewing = new HashMap<>();
    for (int i = 0; i < batch.records().size(); i++) {
      ConsumerRecord<byte[], byte[]> record = batch.records().get(i);
      if (record != null && batch.verdict(i) == null) {
        consumer.acknowledge(record, AcknowledgeType.RENEW);
        renewing.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), _ -> new HashMap<>()).put(record.offset(), i);
      } else if (record != null) {
        consumer.acknowledge(record, type(batch.verdict(i)));
        batch.forget(i);
      }
    }
    commit();
    // Only what comes back is still ours to acknowledge.
    for (ConsumerRecord<byte[], byte[]> back : consumer.poll(Duration.ZERO)) {
      renewing.getOrDefault(new TopicPartition(back.topic(), back.partition()), Map.of()).remove(back.offset());
    }
    renewing.values().forEach(offsets -> offsets.values().forEach(batch::forget));
  }

  /** Their records are delivered again, perhaps to another runner, and whoever gets them asks before it starts. */
  private static void tellOfLostLocks(Map<TopicIdPartition, Set<Long>> offsets, Exception problem) {
    if (problem != null) {
      offsets.forEach(
          (partition, lost) ->
              log.warn("{} acknowledgements on {} came too late or not at all: {}", lost.size(), partition.topicPartition(), problem.getMessage()));
    }
  }

  private void acknowledge(Batch<ConsumerRecord<byte[], byte[]>> batch) {
    for (int i = 0; i < batch.records().size(); i++) {
      ConsumerRecord<byte[], byte[]> record = batch.records().get(i);
      if (record != null) {
        Verdict verdict = batch.verdict(i);
        consumer.acknowledge(record, type(verdict == null ? Verdict.RELEASE : verdict));
      }
    }
    if (slots.availablePermits() == 0) {
      // The next poll would send them, but it waits for a slot, and what is given back would stay locked.
      commit();
    }
  }

  private void commit() {
    try {
      consumer.commitSync(COMMIT_TIMEOUT);
    } catch (WakeupException _) {
      // Meant for a poll that had just ended.
      consumer.commitSync(COMMIT_TIMEOUT);
    }
  }

  private static AcknowledgeType type(Verdict verdict) {
    return switch (verdict) {
      case ACCEPT -> AcknowledgeType.ACCEPT;
      case RELEASE -> AcknowledgeType.RELEASE;
      case REJECT -> AcknowledgeType.REJECT;
    };
  }

  private void wake() {
    LockSupport.unpark(thread);
  }
}
