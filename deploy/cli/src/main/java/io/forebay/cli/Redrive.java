package io.forebay.cli;

import io.forebay.cli.RedriveRules.Stay;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/**
 * Sends dead letters back to the topics that they came from.
 *
 * <p>Each record goes back with its key, its value, the headers that it had and {@link DeadLetter#REDRIVES}, in one
 * transaction with the marker ({@link RedriveMarkers}) that keeps it from going back again. So a letter goes back once,
 * whatever crashes and however many redrives run at a time: the order is to fence any other redrive of the topic, to wait
 * until every transaction on the topic has ended, to read the markers, and only then to write.
 *
 * <p>Letters are taken in order of their offsets, so that records of a key keep their order among each other. Those that were
 * written after the start wait for the next redrive, hence a record that fails again ends this one too.
 */
final class Redrive {
  private final Admin admin;
  private final String kafka;
  private final String topic;
  private final LaneKeys lanes;
  private final RedriveRules rules;
  private final Output output;
  private final Map<String, Integer> partitions = new HashMap<>();

  /**
   * What went, or would go, where.
   *
   * @param topic the dead-letter topic
   * @param executed false for a dry run, which sends nothing
   * @param sent letters by the topic that they go to
   * @param stayed letters that stay, by reason
   */
  record Report(String topic, boolean executed, Map<String, Long> sent, Map<Stay, Long> stayed) {
    /** How many letters went or would go back. */
    long letters() {
      return sent.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * @param topic the dead-letter topic
   * @param lanes which records must go to the partition of their lane
   */
  Redrive(Admin admin, String kafka, String topic, LaneKeys lanes, RedriveRules rules, Output output) {
    this.admin = admin;
    this.kafka = kafka;
    this.topic = topic;
    this.lanes = lanes;
    this.rules = rules;
    this.output = output;
  }

  /** Says what would go where. */
  Report plan() {
    try (var reader = DeadLetterReader.open(kafka, topic, output)) {
      return decide(reader, false, (_, _) -> {});
    }
  }

  /** Sends the letters. */
  Report execute() {
    requireTopic();
    try (var writer = new RedriveWriter(kafka, topic, lanes);
        var reader = DeadLetterReader.openToLastWritten(admin, kafka, topic, output)) {
      var report = decide(reader, true, writer::send);
      writer.commit();
      return report;
    }
  }

  @FunctionalInterface
  private interface Sender {
    void send(DeadLetter letter, int partitions);
  }

  private Report decide(DeadLetterReader reader, boolean executed, Sender sender) {
    var sent = new TreeMap<String, Long>();
    var stayed = new EnumMap<Stay, Long>(Stay.class);
    var count = new long[1];
    var markers = reader.markers();
    reader.letters(
        letter -> {
          Optional<Stay> stay = rules.stays(letter, markers.contains(letter.record()), count[0], this::partitions);
          if (stay.isPresent()) {
            stayed.merge(stay.get(), 1L, Long::sum);
          } else {
            String target = letter.sourceTopic().orElseThrow();
            sender.send(letter, partitions(target));
            sent.merge(target, 1L, Long::sum);
            count[0]++;
          }
          return true;
        });
    return new Report(topic, executed, sent, stayed);
  }

  /** A writer would wait a minute for the metadata of a topic that is not there. */
  private void requireTopic() {
    if (partitions(topic) == 0) {
      throw TopicSetup.missing(kafka, topic);
    }
  }

  private int partitions(String name) {
    return partitions.computeIfAbsent(name, _ -> TopicSetup.partitions(admin, kafka, name));
  }
}
