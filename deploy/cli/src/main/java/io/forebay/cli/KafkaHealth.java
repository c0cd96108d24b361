package io.forebay.cli;

import static io.forebay.cli.KafkaFailures.await;

import io.forebay.cli.TopicSetup.Found;
import io.forebay.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How Kafka is, and how the applications are as Kafka sees them: members, lag, dead letters.
 *
 * <p>Kafka misses a process that has stopped only after its session timeout, 45 s unless set; until then its group counts as up.
 */
final class KafkaHealth {
  private final Admin admin;
  private final String kafka;
  private final Topics topics;

  KafkaHealth(Admin admin, String kafka, Topics topics) {
    this.admin = admin;
    this.kafka = kafka;
    this.topics = topics;
  }

  /** Kafka alone where it is down, otherwise Kafka, its topics, and each of these applications. */
  List<HealthPart> ask(List<String> applications) {
    var parts = new ArrayList<HealthPart>();
    try {
      parts.add(brokers());
      var found = new TopicSetup(admin, kafka).look(topics);
      parts.add(topics(found));
      var groups = await(kafka, admin.listGroups().all()).stream().collect(Collectors.toMap(GroupListing::groupId, Function.identity()));
      for (String application : applications) {
        if (topics.groups().contains(application)) {
          parts.add(groups.containsKey(application) ? group(groups.get(application)) : absent(application));
        }
        found.stream()
            .filter(topic -> topic.spec().name().equals(topics.deadLetters(application).name()) && topic.exists())
            .forEach(topic -> parts.add(deadLetters(topic)));
      }
    } catch (CommandFailedException e) {
      return List.of(HealthPart.down("kafka", e.getMessage()));
    }
    return parts;
  }

  private HealthPart brokers() {
    int brokers = await(kafka, admin.describeCluster().nodes()).size();
    return HealthPart.up("kafka", kafka + ", " + (brokers == 1 ? "1 broker" : brokers + " brokers"), Map.of("brokers", brokers));
  }

  private static HealthPart topics(List<Found> found) {
    var missing = found.stream().filter(topic -> !topic.exists()).map(topic -> topic.spec().name()).toList();
    long different = found.stream().filter(topic -> topic.hasOtherPartitions() || !topic.differences().isEmpty()).count();
    if (!missing.isEmpty()) {
      return HealthPart.down("topics", "missing: " + String.join(", ", missing) + "; run forebay topics apply");
    }
    return HealthPart.up(
        "topics",
        found.size() + " of the catalogue" + (different == 0 ? "" : ", " + different + " differ: see forebay topics list"),
        Map.of("topics", found.size(), "different", different));
  }

  private static HealthPart absent(String application) {
    return HealthPart.down("group " + application, "has never run against this Kafka; start the application");
  }

  private HealthPart group(GroupListing group) {
    String name = "group " + group.groupId();
    var state = group.groupState();
    if (state.filter(now -> now == GroupState.EMPTY || now == GroupState.DEAD).isPresent()) {
      return HealthPart.down(name, "no process is working for it; start the application");
    }
    var lag = group.type().filter(GroupType.SHARE::equals).isPresent() ? shareLag(group.groupId()) : lag(group.groupId());
    var lagging = lag.entrySet().stream().filter(topic -> topic.getValue() > 0).map(topic -> topic.getKey() + " " + topic.getValue()).toList();
    String shown = state.map(GroupState::toString).orElse("Unknown");
    return HealthPart.up(
        name,
        shown + ", " + (lagging.isEmpty() ? "no lag" : "records behind: " + String.join(", ", lagging)),
        Map.of("state", shown, "lag", lag));
  }

  /** Records between what a group has committed and the last committed transaction, by topic. */
  private Map<String, Long> lag(String group) {
    Map<TopicPartition, OffsetAndMetadata> committed = await(kafka, admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    committed.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    var lag = new TreeMap<String, Long>();
    var committedOnly = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    await(kafka, admin.listOffsets(asked, committedOnly).all())
        .forEach(
            (partition, end) ->
                lag.merge(partition.topic(), Math.max(0, end.offset() - committed.get(partition).offset()), Long::sum));
    return lag;
  }

  /** Records that no member of a share group has accepted yet, by topic, as far as Kafka says so. */
  private Map<String, Long> shareLag(String group) {
    var asked = Map.of(group, new ListShareGroupOffsetsSpec());
    var lag = new TreeMap<String, Long>();
    await(kafka, admin.listShareGroupOffsets(asked).partitionsToOffsetInfo(group))
        .forEach((partition, found) -> lag.merge(partition.topic(), found == null ? 0 : found.lag().orElse(0L), Long::sum));
    return lag;
  }

  /** Offsets only, so that it takes no time: markers and ends of transactions count too. */
  private HealthPart deadLetters(Found topic) {
    String name = topic.spec().name();
    long records = offsets(topic, OffsetSpec.latest()) - offsets(topic, OffsetSpec.earliest());
    return HealthPart.up(
        name,
        records == 0 ? "no dead letters" : "at most " + records + " dead letters; forebay dlq list counts them",
        Map.of("recordsMax", records));
  }

  private long offsets(Found topic, OffsetSpec spec) {
    var asked =
        IntStream.range(0, topic.partitions())
            .boxed()
            .collect(Collectors.toMap(partition -> new TopicPartition(topic.spec().name(), partition), _ -> spec));
    return await(kafka, admin.listOffsets(asked).all()).values().stream().mapToLong(offset -> offset.offset()).sum();
  }
}
