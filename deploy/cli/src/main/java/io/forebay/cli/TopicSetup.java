package io.forebay.cli;

import static io.forebay.cli.KafkaFailures.await;

import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Brings a cluster's topics, and the group of the runners, to what the catalogue says, and tells where they differ. */
final class TopicSetup {
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Admin admin;
  private final String kafka;

  /**
   * A topic of the catalogue beside the cluster's.
   *
   * @param spec the catalogue's
   * @param partitions the cluster's; 0 if the topic does not exist
   * @param differences settings that the cluster has otherwise: name → cluster's value
   */
  record Found(TopicSpec spec, int partitions, Map<String, String> differences) {
    boolean exists() {
      return partitions > 0;
    }

    boolean hasOtherPartitions() {
      return exists() && partitions != spec.partitions();
    }
  }

  /**
   * The share group of the runners beside the cluster's.
   *
   * @param differences settings that the cluster has otherwise: name → cluster's value
   */
  record FoundGroup(String group, Map<String, String> differences) {
    /** What is wrong with it, in a sentence. */
    String problem() {
      var settings = differences.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue() + ", not " + Topics.RUNNERS_GROUP_SETTINGS.get(setting.getKey()));
      return "The share group %s has %s; run forebay topics apply.".formatted(group, settings.collect(Collectors.joining(", ")));
    }
  }

  TopicSetup(Admin admin, String kafka) {
    this.admin = admin;
    this.kafka = kafka;
  }

  /** Looks at every topic of the catalogue. */
  List<Found> look(Topics topics) {
    var descriptions = describe(topics);
    var resources = descriptions.keySet().stream().map(TopicSetup::resource).collect(Collectors.toList());
    Map<ConfigResource, Config> settings = await(kafka, admin.describeConfigs(resources).all());
    var found = new ArrayList<Found>();
    for (TopicSpec spec : topics.all()) {
      var description = descriptions.get(spec.name());
      found.add(
          description == null
              ? new Found(spec, 0, Map.of())
              : new Found(spec, description.partitions().size(), differences(spec.settings(), settings.get(resource(spec.name())))));
    }
    return found;
  }

  /** How many partitions a topic has; 0 if it does not exist. */
  static int partitions(Admin admin, String kafka, String topic) {
    try {
      return await(kafka, admin.describeTopics(List.of(topic)).topicNameValues().get(topic)).partitions().size();
    } catch (CommandFailedException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException || e.getCause() instanceof InvalidTopicException) {
        return 0;
      }
      throw e;
    }
  }

  /** What is said of a topic that does not exist. */
  static CommandFailedException missing(String kafka, String topic) {
    return new CommandFailedException("There is no topic " + topic + " in Kafka at " + kafka + "; run forebay topics apply.");
  }

  /** Looks at the group that all runners are in. */
  FoundGroup lookAtRunners(Topics topics) {
    var group = resource(topics);
    return new FoundGroup(group.name(), differences(Topics.RUNNERS_GROUP_SETTINGS, await(kafka, admin.describeConfigs(List.of(group)).all()).get(group)));
  }

  /**
   * Creates what is missing and sets what differs; never deletes and never adds partitions, because both lose order or
   * data.
   *
   * <p>Returns when the broker that answers has it: a broker is a moment behind what the cluster has promised, and whoever uses a
   * topic right after this would not find it.
   *
   * @return what was done or left, a sentence each
   */
  List<String> apply(Topics topics) {
    var done = change(topics);
    long startNanos = System.nanoTime();
    while (!done.isEmpty() && !isApplied(topics) && System.nanoTime() - startNanos < SEEN_WITHIN.toNanos()) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return done;
  }

  private boolean isApplied(Topics topics) {
    return look(topics).stream().allMatch(topic -> topic.exists() && topic.differences().isEmpty()) && lookAtRunners(topics).differences().isEmpty();
  }

  private List<String> change(Topics topics) {
    var found = look(topics);
    var done = new ArrayList<String>(create(found.stream().filter(topic -> !topic.exists()).map(Found::spec).toList()));
    for (Found topic : found) {
      if (!topic.differences().isEmpty()) {
        set(resource(topic.spec().name()), topic.differences().keySet(), topic.spec().settings());
        done.add("set " + String.join(", ", topic.differences().keySet()) + " of " + topic.spec().name());
      }
      if (topic.hasOtherPartitions()) {
        done.add(
            "left %s at %d partitions, not %d: to change them would move keys, which loses their order"
                .formatted(topic.spec().name(), topic.partitions(), topic.spec().partitions()));
      }
    }
    var group = lookAtRunners(topics);
    if (!group.differences().isEmpty()) {
      set(resource(topics), group.differences().keySet(), Topics.RUNNERS_GROUP_SETTINGS);
      done.add("set " + String.join(", ", group.differences().keySet()) + " of the share group " + group.group());
    }
    return done;
  }

  private List<String> create(List<TopicSpec> missing) {
    var topics =
        missing.stream()
            .map(spec -> new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty()).configs(spec.settings()))
            .toList();
    await(kafka, admin.createTopics(topics).all());
    return missing.stream()
        .map(spec -> "created " + spec.name() + " with " + (spec.partitions() == 1 ? "1 partition" : spec.partitions() + " partitions"))
        .toList();
  }

  private void set(ConfigResource resource, Set<String> names, Map<String, String> wanted) {
    var changes = names.stream().map(name -> new AlterConfigOp(new ConfigEntry(name, wanted.get(name)), AlterConfigOp.OpType.SET)).toList();
    await(kafka, admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
  }

  private Map<String, TopicDescription> describe(Topics topics) {
    var names = topics.all().stream().map(TopicSpec::name).toList();
    var descriptions = new LinkedHashMap<String, TopicDescription>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, description) -> {
              try {
                descriptions.put(name, await(kafka, description));
              } catch (CommandFailedException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw e;
                }
              }
            });
    return descriptions;
  }

  private static Map<String, String> differences(Map<String, String> wanted, Config cluster) {
    var differences = new TreeMap<String, String>();
    wanted
        .forEach(
            (name, value) -> {
              var entry = cluster.get(name);
              if (entry == null || !value.equals(entry.value())) {
                differences.put(name, entry == null ? "" : entry.value());
              }
            });
    return differences;
  }

  private static ConfigResource resource(Topics topics) {
    return new ConfigResource(ConfigResource.Type.GROUP, topics.runnersApplication());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
