package io.forebay.cli;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.Point;
import io.forebay.schemas.RobotPlan;
import io.forebay.schemas.Scene;
import io.forebay.schemas.SceneRobot;
import io.forebay.schemas.SubjectKind;
import io.forebay.schemas.Topics;
import io.forebay.steering.Body;
import io.forebay.steering.Robot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends what a replay says when it is due, as if it were seen now; beside it a robot that does what is decided. */
final class Replayer implements AutoCloseable {
  /** Between two reports of a robot. */
  static final Duration ROBOT_TICK = Duration.ofMillis(100);

  private final String kafka;
  private final Topics topics;
  private final EventSerdes serdes;
  private final String topic;
  private final Map<String, Scene> scenes;
  private final KafkaProducer<String, IntentSignal> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Map<String, Long> newest = new HashMap<>();
  private Drive drive;

  /** What the robot was told last, metres a second; it stands until then, and when it hears nothing more. */
  private double wantedX;

  private double wantedY;
  private Instant wantedUntil = Instant.MAX;
  private long signals;
  private long decisions;

  /**
   * What was sent.
   *
   * @param signals of people and robots
   * @param subjects different people
   * @param decisions that came meanwhile, where a robot listened to them
   * @param seconds that it took
   * @param behindMaxMillis by how much a signal was sent later than it was due, at most
   */
  record Counts(long signals, long subjects, int scenes, Long decisions, double seconds, double behindMaxMillis) {
    String text() {
      return "%,d signals of %,d people in %d scene%s in %.1f s, at most %.1f ms late%s"
          .formatted(signals, subjects, scenes, scenes == 1 ? "" : "s", seconds, behindMaxMillis, decisions == null ? "" : ", " + decisions + " decisions read");
    }
  }

  /** A robot on its way, and where it hears what to do. */
  private record Drive(Scene scene, Robot robot, Body body, TopicReader<byte[]> reader, Decoder<IntentDecided> decisions) {}

  /**
   * @param scenes by id: all that the replay speaks of
   */
  Replayer(String kafka, Topics topics, EventSerdes serdes, Map<String, Scene> scenes) {
    this.kafka = kafka;
    this.topics = topics;
    this.serdes = serdes;
    topic = topics.intentsSignals().name();
    this.scenes = scenes;
    EventSchemas.published(IntentSignal.class); // Avro's builders work only once it is initialised
    try {
      producer = new KafkaProducer<>(KafkaClients.promptProducer(kafka), new StringSerializer(), serdes.of(IntentSignal.class).serializer());
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  /** Puts the robot of a scene somewhere, metres; from there it drives as decisions say. */
  void drive(Scene scene, double x, double y) {
    SceneRobot spec = scene.getRobot();
    var robot = new Robot(spec.getRadiusMetres(), spec.getMaxSpeed(), spec.getMaxAcceleration());
    var body = new Body();
    body.set(x, y, 0, 0);
    var reader = new TopicReader<>(kafka, topics.intentsDecisions(), new ByteArrayDeserializer(), false);
    drive = new Drive(scene, robot, body, reader, Decoder.of(serdes, IntentDecided.class));
  }

  /** Sequence numbers of what was sent last of each subject, once all was sent; subjects of one scene. */
  Map<String, Long> newest() {
    return Map.copyOf(newest);
  }

  /** Sends everything, and returns when Kafka has it. */
  Counts run(Replay replay) {
    Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);
    long startNanos = System.nanoTime();
    long behindMaxNanos = 0;
    var robotDue = Duration.ZERO;
    for (Replay.Sighting sighting : replay.sightings()) {
      while (drive != null && robotDue.compareTo(sighting.after()) <= 0) {
        await(startNanos, robotDue);
        report(start.plus(robotDue));
        robotDue = robotDue.plus(ROBOT_TICK);
      }
      behindMaxNanos = Math.max(behindMaxNanos, await(startNanos, sighting.after()));
      send(sighting, start.plus(sighting.after()));
    }
    producer.flush();
    throwIfFailed();
    return new Counts(
        signals, replay.subjects(), scenes.size(), drive == null ? null : decisions, (System.nanoTime() - startNanos) / 1e9, behindMaxNanos / 1e6);
  }

  /** Answers by how many nanoseconds it is later than due. */
  private long await(long startNanos, Duration due) {
    throwIfFailed();
    long late = System.nanoTime() - startNanos - due.toNanos();
    while (late < 0) {
      LockSupport.parkNanos(-late);
      late = System.nanoTime() - startNanos - due.toNanos();
    }
    return late;
  }

  private void send(Replay.Sighting sighting, Instant at) {
    send(signal(scenes.get(sighting.scene()), sighting.subject(), SubjectKind.PERSON, at, sighting.x(), sighting.y()));
  }

  private void report(Instant at) {
    for (var record : drive.reader().poll(Duration.ZERO)) {
      if (drive.scene().getSceneId().equals(Decoder.key(record))) {
        drive.decisions().value(record).ifPresent(this::heed);
      }
    }
    boolean isTold = !at.isAfter(wantedUntil);
    Body body = drive.body();
    body.drive(isTold ? wantedX : 0, isTold ? wantedY : 0, drive.robot(), ROBOT_TICK.toNanos() / 1e9);
    IntentSignal signal = signal(drive.scene(), drive.scene().getRobot().getSubject(), SubjectKind.ROBOT, at, body.x(), body.y());
    signal.setVelocity(new Point(body.vx(), body.vy()));
    send(signal);
  }

  private void heed(IntentDecided decision) {
    decisions++;
    RobotPlan plan = decision.getPlan();
    if (plan != null) {
      wantedX = plan.getVelocityX();
      wantedY = plan.getVelocityY();
      wantedUntil = plan.getValidUntil() == null ? Instant.MAX : plan.getValidUntil();
    }
  }

  /** The time serves as the sequence number: a second replay goes on where the first one ended. */
  private static IntentSignal signal(Scene scene, String subject, SubjectKind kind, Instant at, double x, double y) {
    return IntentSignal.newBuilder()
        .setSceneId(scene.getSceneId())
        .setTenant(scene.getTenant())
        .setSubject(subject)
        .setKind(kind)
        .setSequence(ChronoUnit.MICROS.between(Instant.EPOCH, at))
        .setObservedAt(at.truncatedTo(ChronoUnit.MICROS))
        .setPosition(new Point(x, y))
        .build();
  }

  private void send(IntentSignal signal) {
    signals++;
    newest.put(signal.getSubject(), signal.getSequence());
    var _ =
        producer.send(
            new ProducerRecord<>(topic, signal.getSceneId(), signal),
            (_, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
  }

  private void throwIfFailed() {
    if (failure.get() != null) {
      throw new CommandFailedException("Cannot send to " + topic + ": " + failure.get().getMessage(), failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
    if (drive != null) {
      drive.reader().close();
    }
  }
}
